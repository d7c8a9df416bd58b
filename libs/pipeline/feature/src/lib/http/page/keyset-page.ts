/** Part of a list that is read on from its last item: GitLab's `pagination=keyset`. */
export class KeysetPage<T> {
  constructor(
    readonly items: readonly T[],
    readonly perPage: number,
    /** Given back as `cursor` it asks for the next part; null at the end of the list. */
    readonly nextCursor: string | null,
  ) {}
}

/** One page of a list. `total` is null for lists that are too costly to count: GitLab's "without count". */
export class Page<T> {
  constructor(
    readonly items: readonly T[],
    readonly page: number,
    readonly perPage: number,
    readonly total: number | null,
    readonly hasNext: boolean,
  ) {}
}

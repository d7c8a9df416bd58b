/** A value with where it was written, for problems that only show when jobs are looked at together. */
export interface Located<T> {
  readonly value: T;
  readonly offset: number;
}

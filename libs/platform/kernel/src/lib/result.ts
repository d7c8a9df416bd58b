/** An expected outcome: a value, or an error that the caller must look at. Bugs are thrown instead. */
export type Result<T, E> = Ok<T> | Err<E>;

/** The successful half of a {@link Result}. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** The refused half of a {@link Result}. */
export interface Err<E> {
  readonly ok: false;
  readonly error: E;
}

/** Wraps a value as a successful {@link Result}. */
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

/** Wraps an expected refusal as a {@link Result}. */
export const err = <E>(error: E): Err<E> => ({ ok: false, error });

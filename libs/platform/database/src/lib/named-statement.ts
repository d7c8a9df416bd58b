import { assert } from '@holdpoint/kernel';

/** What `query` of a pool or client takes: a statement that the connection keeps under its name. */
export interface NamedQuery<Values extends unknown[]> {
  readonly name: string;
  readonly text: string;
  values: Values;
}

/** PostgreSQL cuts longer names, and two cut names could meet. */
const LONGEST_NAME_BYTES = 63;

/** A statement that each connection parses and plans once; call the result with the values to get what `query` takes. */
export function namedStatement<Values extends unknown[]>(name: string, text: string): (...values: Values) => NamedQuery<Values> {
  assert(name.length > 0 && Buffer.byteLength(name) <= LONGEST_NAME_BYTES, `statement name "${name}" has 1 to ${LONGEST_NAME_BYTES} bytes`);
  return (...values) => ({ name, text, values });
}

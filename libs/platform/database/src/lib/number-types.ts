import { assert } from '@holdpoint/kernel';
import { types, type CustomTypesConfig } from 'pg';

type Convert = (value: unknown) => unknown;

const { INT8, TIMESTAMPTZ } = types.builtins;
const INT8_ARRAY = 1016;
const TIMESTAMPTZ_ARRAY = 1185;

/** Arrays keep `pg`'s own reading of the brackets; only their elements are converted. */
const CONVERSIONS: ReadonlyMap<number, Convert> = new Map<number, Convert>([
  [INT8, toSafeInteger],
  [INT8_ARRAY, toSafeInteger],
  [TIMESTAMPTZ, toInstant],
  [TIMESTAMPTZ_ARRAY, toInstant],
]);

/**
 * Reads `int8` as a number and `timestamptz` as whole milliseconds since 1970, and arrays of both alike. It is handed to
 * one pool at a time, because `pg.types.setTypeParser` would change every other user of `pg` in the process.
 */
export const numberTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const parse = types.getTypeParser(oid, format as 'text') as Convert;
    const convert = format === 'binary' ? undefined : CONVERSIONS.get(oid);
    return convert ? (text: unknown) => deep(parse(text), convert) : parse;
  }) as CustomTypesConfig['getTypeParser'],
};

function deep(value: unknown, convert: Convert): unknown {
  if (value === null) return null;
  return Array.isArray(value) ? value.map((element) => deep(element, convert)) : convert(value);
}

/** Beyond 2^53 a number would silently be another id, so such a value is a bug that stops the query. */
function toSafeInteger(value: unknown): number {
  const number = Number(value);
  assert(Number.isSafeInteger(number), `int8 ${String(value)} does not fit a number`);
  return number;
}

/** `infinity` and `-infinity` arrive as numbers already. */
function toInstant(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}

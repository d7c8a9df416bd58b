/** The types that rows can be sent in; `instant` is epoch milliseconds here and `timestamptz` there. */
export type SentType = 'bigint' | 'boolean' | 'double precision' | 'instant' | 'integer' | 'json' | 'jsonb' | 'text' | 'uuid';

/** One column of rows that are sent to PostgreSQL: its name, its type and its value in a row. */
export interface SentColumn<Row> {
  readonly name: string;
  readonly type: SentType;
  readonly value: (row: Row) => unknown;
}

/** Makes a {@link SentColumn}. */
export const column = <Row>(name: string, type: SentType, value: (row: Row) => unknown): SentColumn<Row> => ({
  name,
  type,
  value,
});

/**
 * Rows as a relation to select from, whatever their number: one array parameter for each column, so that the text of
 * the statement, and with it its plan, stays the same. `first` is the number of the first parameter.
 */
export function relationOf<Row>(columns: readonly SentColumn<Row>[], first: number): string {
  const names = columns.map(({ name }) => `"${name}"`);
  const parameters = columns.map(({ type }, index) => `$${first + index}::${arrayTypeOf(type)}`);
  const values = columns.map(({ name, type }) => `${valueOf(`"${name}"`, type)} AS "${name}"`);
  return `(SELECT ${values.join(', ')} FROM unnest(${parameters.join(', ')}) AS sent (${names.join(', ')}))`;
}

/** What an UPDATE sets from a relation named `changed`: all of these columns, so that none is sent and then forgotten. */
export const assignmentsOf = (columns: readonly SentColumn<never>[]): string => columns.map(({ name }) => `${name} = changed.${name}`).join(', ');

/**
 * The values for the parameters of {@link relationOf}, as the text of arrays. `pg` would quote and escape every element
 * by itself, which for the sixty arrays of a batch of seven took 140 µs (measured).
 */
export function arraysOf<Row>(columns: readonly SentColumn<Row>[], rows: readonly Row[]): string[] {
  return columns.map(({ type, value }) => {
    const elementOf = isJson(type) ? jsonElement : plainElement;
    return `{${rows.map((row) => orNull(value(row), elementOf)).join(',')}}`;
  });
}

const orNull = (value: unknown, elementOf: (value: unknown) => string): string =>
  value === null || value === undefined ? 'NULL' : elementOf(value);

/** JSON holds no bare control character, so that its own quotes are those of an array: escaping by hand took 8 % of a sweep. */
const jsonElement = (value: unknown): string => JSON.stringify(JSON.stringify(value));

const plainElement = (value: unknown): string => (typeof value === 'string' ? textElement(value) : String(value));

/** Statuses, reasons and numbers of callbacks: what no array takes for anything but itself. */
const PLAIN = /^[a-z0-9_-]+$/;

const textElement = (text: string): string => (PLAIN.test(text) && text !== 'null' ? text : quoted(text));

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

/** An instant as a parameter of its own. */
export const instantParameter = (number: number): string => valueOf(`$${number}::float8`, 'instant');

/** Milliseconds are exact in a float8, and `to_timestamp` rounds to microseconds: no instant is changed on the way. */
const valueOf = (expression: string, type: SentType): string => {
  if (type === 'instant') return `to_timestamp(${expression} / 1000)`;
  return isJson(type) ? `${expression}::${type}` : expression;
};

const arrayTypeOf = (type: SentType): string => {
  if (type === 'instant') return 'float8[]';
  return isJson(type) ? 'text[]' : `${type}[]`;
};

const isJson = (type: SentType): boolean => type === 'json' || type === 'jsonb';

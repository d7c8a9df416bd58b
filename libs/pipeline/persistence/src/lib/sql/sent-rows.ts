/** The types that rows can be sent in; `instant` is epoch milliseconds here and `timestamptz` there. */
export type SentType = 'bigint' | 'boolean' | 'double precision' | 'instant' | 'integer' | 'jsonb' | 'text' | 'uuid';

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
 * The values for the parameters of {@link relationOf}. Numbers and booleans are written out here: `pg` quotes and escapes
 * every element of an array, which for the sixty of a batch took 140 µs.
 */
export function arraysOf<Row>(columns: readonly SentColumn<Row>[], rows: readonly Row[]): unknown[] {
  return columns.map(({ type, value }) => {
    if (type === 'jsonb') return rows.map((row) => json(value(row)));
    const values = rows.map(value);
    return QUOTED.includes(type) ? values : `{${values.map((plain) => plain ?? 'NULL').join(',')}}`;
  });
}

const QUOTED: readonly SentType[] = ['text', 'uuid'];

/** An instant as a parameter of its own. */
export const instantParameter = (number: number): string => valueOf(`$${number}::float8`, 'instant');

/** Milliseconds are exact in a float8, and `to_timestamp` rounds to microseconds: no instant is changed on the way. */
const valueOf = (expression: string, type: SentType): string => {
  if (type === 'instant') return `to_timestamp(${expression} / 1000)`;
  return type === 'jsonb' ? `${expression}::jsonb` : expression;
};

const arrayTypeOf = (type: SentType): string => {
  if (type === 'instant') return 'float8[]';
  return type === 'jsonb' ? 'text[]' : `${type}[]`;
};

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

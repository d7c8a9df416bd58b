import { namedStatement, type NamedQuery } from './named-statement';

/** Parameters of a statement that are written and given by name; the order of the names is that of PostgreSQL's numbers. */
export interface NamedParameters<Values extends object> {
  /** How each is written in SQL: `$1`, `$2`, … */
  readonly $: Readonly<Record<keyof Values, string>>;
  /** Makes a {@link namedStatement} of a text that is written with {@link $}. */
  readonly statement: (name: string, text: string) => (values: Values) => NamedQuery<unknown[]>;
}

/** Names the parameters of a statement: beyond a handful, numbers that several fragments share cannot be read. */
export function namedParameters<Values extends object>(names: Readonly<Record<keyof Values, true>>): NamedParameters<Values> {
  const keys = Object.keys(names) as (keyof Values)[];
  const $ = Object.fromEntries(keys.map((key, index) => [key, `$${index + 1}`])) as Record<keyof Values, string>;
  return {
    $,
    statement: (name, text) => {
      const query = namedStatement<unknown[]>(name, text);
      return (values) => query(...keys.map((key) => values[key]));
    },
  };
}

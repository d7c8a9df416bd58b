import { relationOf, type SentColumn } from '../sql/sent-rows';
import type { Section } from './state-sections';

/** The parts of a statement that writes several sections at once, and what has to hold for it not to fail. */
export interface SectionParts {
  readonly ctes: readonly string[];
  readonly requirements: readonly string[];
}

/**
 * The SQL of sections whose rows are sent one after another, as many arrays as they have columns. As many rows must be
 * there as were sent: any array of a section has their number.
 */
export function sectionParts(sections: readonly Section<never>[]): SectionParts {
  const firsts = firstParameters(sections);
  const first = (index: number): number => firsts[index] ?? 0;
  return {
    ctes: sections.map(({ name, columns, sql }, index) => `${name} AS (${sql(relationOf(columns as readonly SentColumn<never>[], first(index)))})`),
    requirements: sections.flatMap(({ name, required }, index) => {
      const rows = `cardinality($${first(index)})`;
      return required === undefined ? [] : [`holdpoint_require((SELECT count(*) FROM ${name}) = ${rows}, '${required}')`];
    }),
  };
}

/** The number of the first parameter of each section. */
const firstParameters = (sections: readonly Section<never>[]): readonly number[] =>
  sections.reduce<readonly number[]>((firsts, { columns }) => [...firsts, (firsts.at(-1) ?? 1) + columns.length], [1]);

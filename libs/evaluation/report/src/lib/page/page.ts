import type { Severity } from '@holdpoint/evaluation-experiment';

/** A page as every format shows it: sections of a sentence and a table. */
export interface Section {
  readonly title: string;
  /** Made from the data. */
  readonly answer: string;
  /** How the answer was made. */
  readonly rule: string;
  readonly table: Table | null;
}

/** Rows under their headings; a row has as many cells as there are headings. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly Row[];
}

/** A row; one with a severity is filtered by it where that is possible. */
export interface Row {
  readonly severity: Severity | null;
  readonly cells: readonly Cell[];
}

/** Text, or text that leads to a file beside the report. */
export type Cell = string | { readonly text: string; readonly file: string };

/** The directory beside the report that holds its scenario files. */
export const REPRODUCTIONS_DIRECTORY = 'reproductions';

/** A cell that leads to a scenario file; a dash where there is none. */
export const fileCell = (fileName: string | undefined): Cell =>
  fileName === undefined ? '–' : { text: fileName, file: `${REPRODUCTIONS_DIRECTORY}/${fileName}` };

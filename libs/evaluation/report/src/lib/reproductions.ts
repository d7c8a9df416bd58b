import { findingsOf, type PlacedFinding, type Report } from './report';

/** A scenario file that shows a finding, as `npm run conformance -- --cases` runs it. */
export interface Reproduction extends PlacedFinding {
  /** Unique in the report, and safe as a name of a file on every system. */
  readonly fileName: string;
  readonly text: string;
}

/** Longest name before its ending; file systems take 255 bytes. */
const NAME_LENGTH = 120;

/** The scenario files of a report, in the order of its findings. */
export function reproductionsOf(report: Report): readonly Reproduction[] {
  const taken = new Set<string>();
  return findingsOf(report).flatMap(({ experiment, finding }) => {
    if (finding.reproduction === null) return [];
    const fileName = freeName(`${experiment.id}-${finding.id}`, taken);
    return [{ experiment, finding, fileName, text: finding.reproduction }];
  });
}

/** Two ids may differ in characters only that no file name can have. */
function freeName(id: string, taken: Set<string>): string {
  const base = id.toLowerCase().replace(/[^a-z0-9_.-]+/g, '_').slice(0, NAME_LENGTH);
  let name = `${base}.yml`;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}.yml`;
  taken.add(name);
  return name;
}

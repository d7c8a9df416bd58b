import { FAMILIES } from '@holdpoint/evaluation-experiment';
import { findingsOf, type PlacedFinding, type Report } from '../report';
import { bySeverity } from './severity-counts';

/** How many risks the first page lists. */
const LISTED = 10;

/** The rule of {@link worstFindings}, in words. */
export const WORST_RULE = `The ${LISTED} worst findings that a user would see, by severity; of equal ones those that have a reproduction come first, then in the order of the experiments.`;

/** The worst findings, by {@link WORST_RULE}. */
export function worstFindings(report: Report): readonly PlacedFinding[] {
  const visible = findingsOf(report).filter(({ finding }) => finding.severity !== 'none');
  return visible.sort(worstFirst).slice(0, LISTED);
}

/** The rule of {@link firstBreaks}, in words. */
export const FIRST_BREAK_RULE = 'The worst finding of each family that has one a user would see, worst family first.';

/** What breaks first in each family, by {@link FIRST_BREAK_RULE}. */
export function firstBreaks(report: Report): readonly PlacedFinding[] {
  const visible = findingsOf(report).filter(({ finding }) => finding.severity !== 'none').sort(worstFirst);
  const firsts = FAMILIES.map((family) => visible.find(({ experiment }) => experiment.family === family));
  return firsts.filter((first) => first !== undefined).sort((a, b) => bySeverity(a.finding.severity, b.finding.severity));
}

/** Sorting is stable, so what this leaves equal keeps the order of the report. */
function worstFirst(a: PlacedFinding, b: PlacedFinding): number {
  const hasNone = ({ finding }: PlacedFinding): number => Number(finding.reproduction === null);
  return bySeverity(a.finding.severity, b.finding.severity) || hasNone(a) - hasNone(b);
}

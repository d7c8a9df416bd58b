import { SEVERITIES, type Finding, type Severity } from '@holdpoint/evaluation-experiment';

/** How many findings there are of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** Counts findings by severity. */
export function severityCounts(findings: readonly Pick<Finding, 'severity'>[]): SeverityCounts {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low'), none: count('none') };
}

/** Orders severities, worst first. */
export const bySeverity = (a: Severity, b: Severity): number => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);

/** Orders counts, least harm first: what has fewer critical ones, then fewer high ones, and so on down to low. */
export function byHarm(a: SeverityCounts, b: SeverityCounts): number {
  const decisive = SEVERITIES.find((severity) => severity !== 'none' && a[severity] !== b[severity]);
  return decisive === undefined ? 0 : a[decisive] - b[decisive];
}

/** The counts in words, worst first; `none` is left out unless there is nothing else. */
export function countsInWords(counts: SeverityCounts): string {
  const seen = SEVERITIES.filter((severity) => severity !== 'none' && counts[severity] > 0);
  return seen.length === 0 ? 'nothing to see' : seen.map((severity) => `${counts[severity]} ${severity}`).join(', ');
}

import { FAMILIES, type Family } from '@holdpoint/evaluation-experiment';
import { findingsOf, isMeasured, type Report } from '../report';
import { severityCounts, type SeverityCounts } from './severity-counts';

/** How complex external jobs are, told by how much of what was tried goes wrong badly. */
export interface Complexity {
  readonly level: 'unknown' | 'low' | 'moderate' | 'high';
  /** Places of GitLab that the catalogue lists, and how many of them must know of external jobs. */
  readonly points: { readonly listed: number; readonly handled: number };
  /** Everything that was tried. */
  readonly tried: number;
  /** What a user would see something of. */
  readonly visible: number;
  readonly counts: SeverityCounts;
  readonly families: readonly { readonly family: Family; readonly counts: SeverityCounts }[];
}

/** More than this share of what was tried must be critical or high for the level to be high. */
const HIGH_SHARE = 0.1;

/** The rule of {@link complexityOf}, in words. */
export const COMPLEXITY_RULE = `Each finding outside the catalogue, which only lists, is one thing that was tried. Low: none is critical or high; moderate: at most ${HIGH_SHARE * 100} % are; high: more.`;

/** Counts what was tried and tells the level by {@link COMPLEXITY_RULE}; `unknown` when nothing was tried. */
export function complexityOf(report: Report): Complexity {
  const all = findingsOf(report);
  const listed = all.filter(({ experiment }) => experiment.family === 'catalogue');
  const placed = all.filter(({ experiment, finding }) => experiment.family !== 'catalogue' && isMeasured(finding));
  const counts = severityCounts(placed.map(({ finding }) => finding));
  const families = FAMILIES.map((family) => ({
    family,
    findings: placed.filter(({ experiment }) => experiment.family === family).map(({ finding }) => finding),
  }));
  return {
    level: levelOf((counts.critical + counts.high) / placed.length),
    points: { listed: listed.length, handled: listed.filter(({ finding }) => finding.data['handled'] === true).length },
    tried: placed.length,
    visible: placed.length - counts.none,
    counts,
    families: families.filter(({ findings }) => findings.length > 0).map(({ family, findings }) => ({ family, counts: severityCounts(findings) })),
  };
}

function levelOf(share: number): Complexity['level'] {
  if (Number.isNaN(share)) return 'unknown';
  if (share === 0) return 'low';
  return share > HIGH_SHARE ? 'high' : 'moderate';
}

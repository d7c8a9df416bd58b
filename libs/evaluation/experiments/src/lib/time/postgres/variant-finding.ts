import { SEVERITIES, type Finding } from '@holdpoint/evaluation-experiment';
import { isDeepStrictEqual } from 'node:util';
import type { EnforcedCase } from '../run-cases';
import { worldFinding } from '../world-finding';

/** What one way of noticing comes to under all conditions: the worst of it, and the counts of all. */
export function variantFinding(cases: readonly EnforcedCase[], inMemory: readonly EnforcedCase[]): readonly Finding[] {
  const findings = cases.map(({ variant, condition, outcome }) => worldFinding(variant, condition, outcome));
  const [worst] = findings.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const [first] = cases;
  if (!worst || !first) return [];
  const { id, title } = first.variant;
  const sum = (key: 'jobs' | 'missed' | 'early' | 'again' | 'late'): number => cases.reduce((total, { outcome }) => total + outcome[key], 0);
  const counts = { jobs: sum('jobs'), missed: sum('missed'), early: sum('early'), again: sum('again'), late: sum('late') };
  const data = { variant: id, cases: cases.length, ...counts, worst: worst.id, differing: differing(cases, inMemory) };
  const observation = worst.severity === 'none' ? `${counts.jobs} jobs fail once each, at their deadline.` : worst.observation;
  return [{ ...worst, id, title: `${title}, on PostgreSQL`, observation, data }];
}

/** Cases that come to something else than in memory; both lists are in one order. */
export const differing = (cases: readonly EnforcedCase[], inMemory: readonly EnforcedCase[]): number =>
  cases.filter(({ outcome }, index) => !isDeepStrictEqual(outcome, inMemory[index]?.outcome)).length;

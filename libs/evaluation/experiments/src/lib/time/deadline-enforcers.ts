import type { Experiment, ExperimentContext, ExperimentResult, Finding } from '@holdpoint/evaluation-experiment';
import { CONDITIONS, type Condition } from './conditions';
import { VARIANTS, type Variant } from './enforcers/variants';
import { brokenIn, runCases, type EnforcedCase } from './run-cases';
import { TIME_INVARIANTS, worldFinding } from './world-finding';
import { MemoryWorld } from './worlds/memory-world';

/** Every way of noticing deadlines, under everything that may come in between, in memory on a clock that is stepped. */
export const deadlineEnforcers: Experiment = {
  id: 'deadline-enforcers',
  family: 'time',
  title: 'Who notices a deadline',
  risk: 'No runner counts the time of an external job: without an enforcer of its own it waits for ever, fails too early or fails twice.',
  source: 'Integration points: the cleaners of stuck and of timed-out builds. The spike: a scheduled task for each job.',
  varied: 'Who notices deadlines, and what comes in between: no process, four, wrong clocks, summer time, a restart, a month, a lost queue.',
  invariants: Object.values(TIME_INVARIANTS),
  run: (context) => enforceInMemory(VARIANTS, CONDITIONS, context),
};

/** Runs the experiment on some of the ways and conditions. */
export async function enforceInMemory(
  variants: readonly Variant[],
  conditions: readonly Condition[],
  context: Pick<ExperimentContext, 'progress' | 'signal'>,
): Promise<ExperimentResult> {
  const cases = await runCases(new MemoryWorld(), variants, conditions, context);
  const findings = cases.map(({ variant, condition, outcome }) => worldFinding(variant, condition, outcome));
  return { summary: summaryOf(cases, findings), broken: brokenIn(cases), findings, measurements: [] };
}

function summaryOf(cases: readonly EnforcedCase[], findings: readonly Finding[]): string {
  const deadlines = cases.reduce((sum, { outcome }) => sum + outcome.jobs, 0);
  const wrong = new Set(findings.filter(({ severity }) => severity !== 'none').map(({ data }) => data['variant']));
  const sound = new Set(cases.map(({ variant }) => variant.id).filter((id) => !wrong.has(id)));
  return `${deadlines} deadlines in ${cases.length} cases; never early, late or missed: ${[...sound].join(', ') || 'none'}.`;
}

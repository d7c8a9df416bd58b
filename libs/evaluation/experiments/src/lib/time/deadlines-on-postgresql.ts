import { severityOf, type Experiment, type ExperimentContext, type ExperimentResult } from '@holdpoint/evaluation-experiment';
import { CONDITIONS, type Condition } from './conditions';
import { VARIANTS, type Variant } from './enforcers/variants';
import { costFinding } from './postgres/cost-finding';
import type { RushSize } from './postgres/rush';
import { rushAll } from './postgres/rush-all';
import { statementCosts } from './postgres/statement-costs';
import { differing, variantFinding } from './postgres/variant-finding';
import { brokenIn, runCases, type EnforcedCase } from './run-cases';
import { TIME_INVARIANTS } from './world-finding';
import { MemoryWorld } from './worlds/memory-world';
import { PostgresWorld } from './worlds/postgres-world';

/** What goes by another clock than the store's is told apart in memory, and a tick alone does nothing that a sweep does not. */
const ON_STORE: readonly string[] = ['sweep', 'task', 'sweep_and_task', 'runner_cleaner'];

const SAME = 'Deadlines on PostgreSQL come to the same as in memory.';

/**
 * The ways that go by the store, under the same conditions, on the real store and queue; then real time, and what
 * waiting costs.
 */
export const deadlinesOnPostgresql: Experiment = {
  id: 'deadlines-on-postgresql',
  family: 'time',
  title: 'Deadlines on the real store',
  risk: 'What holds on a clock that is stepped in memory breaks on transactions, locks and a queue, where several processes notice at once.',
  source: 'Integration points: the cleaners of stuck and of timed-out builds. The spike: a scheduled task for each job.',
  varied: 'As in memory; then who notices 200 deadlines that fall on one instant, with four processes in real time.',
  invariants: [...Object.values(TIME_INVARIANTS), SAME],
  run: (context) => {
    const { databaseUrl } = context;
    if (databaseUrl === null) return Promise.resolve(NOT_MEASURED);
    const variants = VARIANTS.filter(({ id }) => ON_STORE.includes(id));
    return enforceOnPostgresql(databaseUrl, { variants, conditions: CONDITIONS, rush: { pipelines: 100, replicas: 4 } }, context);
  },
};

const NOT_MEASURED: ExperimentResult = {
  leftOut: true,
  summary: 'Not measured: there is no database.',
  broken: [],
  findings: [
    {
      id: 'postgresql',
      title: 'Deadlines on PostgreSQL',
      severity: severityOf('nothing'),
      observation: 'Not measured: there is no database.',
      data: { measured: false },
      reproduction: null,
    },
  ],
  measurements: [],
};

/** How much is tried. */
export interface PostgresTrial {
  readonly variants: readonly Variant[];
  readonly conditions: readonly Condition[];
  readonly rush: RushSize;
}

/** Runs the experiment, or a part of it, on an empty database. */
export async function enforceOnPostgresql(
  url: string,
  { variants, conditions, rush: size }: PostgresTrial,
  context: Pick<ExperimentContext, 'progress' | 'signal'>,
): Promise<ExperimentResult> {
  const world = await PostgresWorld.open(url);
  try {
    const costs = [costFinding('sweep', await statementCosts(world, false)), costFinding('sweep_and_task', await statementCosts(world, true))];
    const rush = await rushAll(world, size, context.signal);
    const cases = await runCases(world, variants, conditions, context);
    const inMemory = await runCases(new MemoryWorld(), variants, conditions, { ...context, progress: () => undefined });
    const others = differing(cases, inMemory);
    return {
      summary: `${cases.length} cases on PostgreSQL, ${others} of them other than in memory; ${rush.findings.length} rushes in real time.`,
      broken: [...new Set([...brokenIn(cases), ...rush.broken, ...(others === 0 ? [] : [SAME])])],
      findings: [...variants.flatMap((variant) => variantFinding(of(variant, cases), of(variant, inMemory))), ...rush.findings, ...costs],
      measurements: rush.measurements,
    };
  } finally {
    await world.close();
  }
}

const of = (variant: Variant, cases: readonly EnforcedCase[]): readonly EnforcedCase[] => cases.filter((one) => one.variant === variant);

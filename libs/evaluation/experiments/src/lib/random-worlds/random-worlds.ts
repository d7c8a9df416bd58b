import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { ReducerEngine } from '@holdpoint/evaluation-scenario';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { performance } from 'node:perf_hooks';
import { searchWorlds } from './search-worlds';
import { worldsFindings } from './worlds-findings';

/** Enough to find a mistake in any of the rules: planted ones are found within the first thousand. */
const WORLDS = 2_000;

/** More failures than this say nothing new. */
const FAILURES_MAX = 5;

/** Random pipelines, schedules and faults against the oracle, on a clock that stands until it is told to move. */
export const randomWorlds: Experiment = {
  id: 'random-worlds',
  family: 'random_worlds',
  title: 'Random worlds against the oracle',
  risk: 'The new state meets every other rule of processing, and nobody can think of all the ways in which they meet.',
  source: 'The spike: side effects that are hard to foresee.',
  varied:
    'Stages, needs, when, allow_failure, timeouts, heartbeats and retries; events of runners and people; callbacks early, late, lost, doubled, in conflict and for older attempts; time that passes with and without anybody watching.',
  invariants: ['After every step the statuses and the verdicts are those that the oracle, which shares no code with the product, says.'],
  run: runWorlds,
};

async function runWorlds({ seed, signal, progress }: ExperimentContext): Promise<ExperimentResult> {
  const startedMs = performance.now();
  const search = { seed, worlds: WORLDS, failuresMax: FAILURES_MAX, signal, progress };
  const result = await searchWorlds(new ReducerEngine(HOLDPOINT_CI_MODEL), search);
  const seconds = (performance.now() - startedMs) / 1_000;
  const [worlds, failed] = [result.cases.length, result.failures.length];
  return {
    summary: `${worlds - failed} of ${worlds} random worlds went as the oracle says, in every status and verdict after every step.`,
    broken: failed > 0 ? [`${failed} of ${worlds} random worlds did not go as the oracle says.`] : [],
    findings: worldsFindings(result, seed),
    measurements: [{ id: 'rate', title: 'Random worlds that are run and judged', value: worlds / seconds, unit: 'worlds/s' }],
  };
}

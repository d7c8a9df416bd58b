import type { OracleDefinition, OracleJobDefinition, OracleWhen } from '@holdpoint/evaluation-oracle';
import { MINUTE_MS } from '@holdpoint/kernel';
import type { Random } from '../random';

const STAGES = ['one', 'two', 'three'];
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const WHENS: readonly OracleWhen[] = ['on_success', 'on_success', 'on_success', 'on_failure', 'always', 'manual', 'delayed'];

/** How far apart times are: few values, so that deadlines, delays and steps of the clock often meet. */
const TIMEOUTS_MS = [10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS];

/** The longer one ends no job: a deadline does not move for it. */
const HEARTBEATS_MS = [5 * MINUTE_MS, 40 * MINUTE_MS];

/** Makes up a pipeline of up to six jobs in three stages. */
export function randomDefinition(random: Random): OracleDefinition {
  const stages = NAMES.slice(0, random.between(1, NAMES.length)).map(() => random.pick(STAGES));
  stages.sort((a, b) => STAGES.indexOf(a) - STAGES.indexOf(b));
  const jobs = stages.map((stage, index) => randomJob(random, stage, index));
  return { stages: STAGES, jobs, autoCancelOnJobFailure: random.chance(20) };
}

function randomJob(random: Random, stage: string, index: number): OracleJobDefinition {
  const base = {
    name: NAMES[index] ?? '',
    stage,
    allowFailure: random.chance(25),
    needs: random.chance(40) ? random.some(NAMES.slice(0, index), 50).map((job) => ({ job })) : null,
    timeoutMs: random.pick(TIMEOUTS_MS),
  };
  if (random.chance(50)) return { ...base, kind: 'external', heartbeatMs: random.chance(30) ? random.pick(HEARTBEATS_MS) : null };
  const when = random.pick(WHENS);
  const startInMs = when === 'delayed' ? random.pick([MINUTE_MS, 10 * MINUTE_MS]) : null;
  return { ...base, kind: 'build', when, startInMs, retries: random.chance(15) ? random.between(1, 2) : 0 };
}

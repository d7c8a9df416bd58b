import type { OracleEvent, OracleJob, OracleJobEvent, OracleOutcome, OraclePipeline, OracleStatus } from '@holdpoint/evaluation-oracle';
import { MINUTE_MS } from '@holdpoint/kernel';
import type { Random } from '../random';
import type { WorldStep } from './world';

const JOB_EVENTS: readonly OracleJobEvent[] = ['success', 'drop', 'run', 'cancel', 'start_cancel', 'enqueue', 'play', 'retry'];
const OUTCOMES: readonly OracleOutcome[] = ['success', 'success', 'success', 'failed', 'failed', 'running', 'canceled'];
const STEPS_MS = [MINUTE_MS, 4 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS];

/** What usually happens to a job; now and then anything does. */
const USUAL: Readonly<Record<OracleStatus, readonly OracleJobEvent[]>> = {
  created: ['cancel', 'enqueue'],
  pending: ['run', 'run', 'success', 'success', 'drop', 'cancel'],
  running: ['success', 'success', 'success', 'drop', 'drop', 'cancel'],
  running_externally: ['cancel', 'start_cancel', 'start_cancel', 'success', 'drop'],
  canceling: ['cancel', 'retry', 'success'],
  success: ['retry'],
  failed: ['retry'],
  canceled: ['retry', 'play'],
  skipped: ['enqueue', 'play'],
  manual: ['play', 'play', 'play', 'cancel'],
  scheduled: ['play', 'cancel', 'drop'],
};

/** Makes up what happens next to a pipeline as it stands: mostly what can happen, so that worlds come far. */
export function randomStep(random: Random, pipeline: OraclePipeline): WorldStep {
  if (random.chance(20)) return once({ type: 'advance', ms: random.pick(STEPS_MS), unnoticed: random.chance(25) });
  if (random.chance(6)) return once({ type: 'pipeline', event: random.pick(['retry', 'retry', 'cancel'] as const) });
  const job = random.pick(pipeline.jobs);
  const reports = job.kind === 'external' && random.chance(job.status === 'running_externally' ? 75 : 45);
  if (reports || random.chance(2)) return randomCallback(random, job);
  const usual = random.chance(88) ? USUAL[job.status] : JOB_EVENTS;
  return once({ type: 'job', event: random.pick(usual), jobs: [job.name] });
}

function randomCallback(random: Random, job: OracleJob): WorldStep {
  const attempt = random.chance(30) ? random.between(1, job.attempt) : null;
  const event: OracleEvent = { type: 'callback', callback: { job: job.name, outcome: random.pick(OUTCOMES), attempt } };
  return { event, deliveries: random.pick([0, 1, 1, 1, 1, 1, 1, 2, 2] as const) };
}

const once = (event: OracleEvent): WorldStep => ({ event, deliveries: 1 });

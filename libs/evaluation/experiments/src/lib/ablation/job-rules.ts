import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { Sighting, StepPair } from './sighting';
import type { JobSeen, Snapshot } from './snapshot';
import { isRetry } from './step-words';

const COMPLETED: readonly string[] = ['success', 'failed', 'canceled', 'skipped'];
const HELD_BACK: readonly string[] = ['created', 'skipped', 'manual', 'scheduled'];
const GOING: readonly string[] = ['pending', 'running', 'running_externally', 'success'];
const CANCELED: readonly string[] = ['canceling', 'canceled'];
/** Where a job waits for nobody who is at work on it: a runner would go on with what is pending or running. */
const AT_REST: readonly string[] = ['created', 'running_externally', 'canceling'];

/** One job on both sides of a step. */
interface JobPair {
  readonly name: string;
  readonly pair: StepPair;
  readonly product: JobSeen;
  readonly changed: JobSeen;
}

/** What is wrong with the status of each job, by the first rule that holds. */
export function jobSightings(pair: StepPair): readonly Sighting[] {
  return jobPairs(pair).flatMap((job) => {
    const rule = RULES.find(({ holds }) => holds(job));
    return rule ? [{ symptom: rule.symptom, text: `${job.name} ${rule.text(job)}` }] : [];
  });
}

function jobPairs(pair: StepPair): readonly JobPair[] {
  const { product, changed } = pair;
  return Object.entries(product.after.jobs).flatMap(([name, seen]) => {
    const other = changed.after.jobs[name];
    return other ? [{ name, pair, product: seen, changed: other }] : [];
  });
}

interface Rule {
  readonly symptom: Symptom;
  holds(job: JobPair): boolean;
  text(job: JobPair): string;
}

const insteadOf = ({ product, changed }: JobPair): string => `is ${changed.status} instead of ${product.status}`;

const RULES: readonly Rule[] = [
  {
    symptom: 'started_early',
    holds: (job) => HELD_BACK.includes(job.product.status) && GOING.includes(job.changed.status) && became(job, GOING, 'changed'),
    text: insteadOf,
  },
  {
    symptom: 'no_timeout',
    holds: (job) => neverEnds(job) && endedByTime(job),
    text: ({ changed }) => `stays ${changed.status} after its time is over`,
  },
  {
    symptom: 'stuck',
    holds: neverEnds,
    text: ({ changed, product }) => `stays ${changed.status} and never ends, where it should be ${product.status}`,
  },
  {
    symptom: 'cancel_without_effect',
    holds: staysDespiteCancel,
    text: ({ changed }) => `stays ${changed.status} although it was canceled`,
  },
  {
    symptom: 'retry_lost',
    holds: (job) => isRetry(job.pair.step) && job.product.attempt > job.changed.attempt,
    text: () => 'is not tried again',
  },
  {
    symptom: 'skipped',
    holds: (job) => job.changed.status === 'skipped' && job.product.status !== 'skipped' && became(job, ['skipped'], 'changed'),
    text: insteadOf,
  },
  {
    symptom: 'duplicate',
    holds: (job) => job.changed.attempt > job.product.attempt,
    text: ({ changed, product }) => `has ${changed.attempt} attempts instead of ${product.attempt}`,
  },
  { symptom: 'wrong_status', holds: (job) => job.changed.status !== job.product.status && !differed(job), text: insteadOf },
];

/** True when this very step has brought the job there: what was so before tells nothing of the step. */
function became({ name, pair, ...job }: JobPair, statuses: readonly string[], side: 'product' | 'changed'): boolean {
  const before: Snapshot | null = pair[side].before;
  return statuses.includes(job[side].status) && !statuses.includes(before?.jobs[name]?.status ?? '');
}

/** True when the two were apart before the step: what follows from that tells nothing new. */
const differed = ({ name, pair }: JobPair): boolean =>
  pair.product.before?.jobs[name]?.status !== pair.changed.before?.jobs[name]?.status;

/** The product has canceled the job by this step, and here it goes on. */
function staysDespiteCancel(job: JobPair): boolean {
  return became(job, CANCELED, 'product') && !CANCELED.includes(job.changed.status);
}

/** The product's job has ended by this step, and the other rests where it is to the end of the scenario. */
function neverEnds(job: JobPair): boolean {
  const { name, pair, changed } = job;
  if (!became(job, COMPLETED, 'product') || !AT_REST.includes(changed.status) || staysDespiteCancel(job)) return false;
  const { later } = pair.changed;
  const crashes = later.some(({ answer }) => answer.type === 'crashed');
  return !crashes && (later.at(-1)?.jobs[name]?.status ?? changed.status) === changed.status;
}

const endedByTime = ({ pair, product }: JobPair): boolean =>
  pair.step?.type === 'advance' && (product.failureReason?.endsWith('timeout') === true || product.status === 'canceled');

import { SYMPTOMS, type Symptom } from '@holdpoint/evaluation-experiment';
import { HOLDPOINT_CI_MODEL, type JobFacts, type PipelineFacts, type Status } from '@holdpoint/pipeline-domain';
import type { Course } from './run-storage-scenario';
import type { StorageStep } from './storage-scenario';

/** How a course differs from what should have happened. */
export interface CourseDifference {
  readonly symptom: Symptom;
  /** The first step after which a status differs, in words; null when none does. */
  readonly first: string | null;
  /** Fields of jobs that were not kept, up to that step. */
  readonly lost: readonly string[];
}

/** Compares a course with the one it should have been, up to the first status that differs: what follows follows from it. */
export function compareCourses(expected: Course, actual: Course, steps: readonly StorageStep[]): CourseDifference {
  const lost = new Set<string>();
  for (const [index, facts] of expected.entries()) {
    const seen = actual[index];
    if (typeof facts === 'string') throw new Error(facts);
    if (seen === undefined || typeof seen === 'string') return { symptom: 'server_error', first: seen ?? 'nothing', lost: [...lost] };
    const wrong = wrongStatuses(facts, seen, steps[index - 1]);
    if (wrong[0]) return { ...wrong[0], lost: [...lost].sort() };
    for (const field of lostFields(facts, seen)) lost.add(field);
  }
  return { symptom: lost.size > 0 ? 'not_shown' : 'nothing', first: null, lost: [...lost].sort() };
}

type WrongStatus = Pick<CourseDifference, 'symptom' | 'first'>;

/** The worst first. */
function wrongStatuses(expected: PipelineFacts, actual: PipelineFacts, step: StorageStep | undefined): readonly WrongStatus[] {
  const wrong = pairs(expected, actual).flatMap(([should, is]): readonly WrongStatus[] => {
    if (!is) return [{ symptom: 'not_shown', first: `${should.name} is not there` }];
    if (should.status === is.status) return [];
    const first = `${should.name} is ${is.status} instead of ${should.status}`;
    return [{ symptom: symptomOf(should.status, is.status, step), first }];
  });
  return wrong.sort((a, b) => SYMPTOMS.indexOf(a.symptom) - SYMPTOMS.indexOf(b.symptom));
}

const NOT_STARTED: readonly Status[] = ['created', 'skipped'];
const { ended } = HOLDPOINT_CI_MODEL.statuses.sets;

function symptomOf(should: Status, is: Status, step: StorageStep | undefined): Symptom {
  if (is === 'success') return 'wrong_success';
  if (should === 'created' && !NOT_STARTED.includes(is)) return 'started_early';
  if (is === 'created') return 'stuck';
  if (!ended.includes(should) || ended.includes(is)) return 'wrong_status';
  return step?.type === 'pass' ? 'no_timeout' : 'stuck';
}

function lostFields(expected: PipelineFacts, actual: PipelineFacts): readonly string[] {
  return pairs(expected, actual).flatMap(([should, is]) => FIELDS.filter((field) => JSON.stringify(should[field]) !== JSON.stringify(is?.[field])));
}

/** Everything of a job but its number. */
const FIELDS = [
  'kind', 'stagePosition', 'when', 'allowFailure', 'needs', 'startInMs', 'timeoutMs', 'retry', 'interruptible', 'external',
  'trigger', 'attempt', 'retried', 'enqueueImmediately', 'scheduledAt', 'queuedAt', 'startedAt', 'finishedAt', 'deadlineAt',
  'failureReason', 'heartbeatAt', 'cancelDeadlineAt', 'progress', 'reportedFailures', 'endedByReport',
] as const satisfies readonly (keyof JobFacts)[];

/** The latest attempts that should be there, each with the one that is. */
function pairs({ jobs }: PipelineFacts, actual: PipelineFacts): readonly (readonly [JobFacts, JobFacts | undefined])[] {
  const there = new Map(latest(actual.jobs).map((job) => [job.name, job]));
  return latest(jobs).map((job) => [job, there.get(job.name)] as const);
}

const latest = (jobs: readonly JobFacts[]): readonly JobFacts[] => jobs.filter(({ retried }) => !retried);

import type { Instant } from '@holdpoint/kernel';
import type { JobId } from '@holdpoint/pipeline-domain';
import type { Condition } from './conditions';
import type { WaitingJob } from './worlds/time-world';

/** What became of the jobs of a world: counts of jobs, and times by the store's clock. */
export interface WorldOutcome {
  readonly jobs: number;
  /** Still waiting in the end. */
  readonly missed: number;
  /** Ended before their deadline, whatever their `finished_at` says. */
  readonly early: number;
  readonly earliestMs: number;
  /** Ended more than once. */
  readonly again: number;
  /** Noticed later than could be: later than the deadline or, where no process ran then, than the start of one. */
  readonly late: number;
  readonly latestMs: number;
  /** Ended with another `finished_at` than the deadline, and not early. */
  readonly elsewhere: number;
}

/** Counts what went wrong. */
export function outcomeOf(
  condition: Condition,
  jobs: readonly WaitingJob[],
  noticedAt: ReadonlyMap<JobId, Instant>,
  failures: ReadonlyMap<JobId, number>,
): WorldOutcome {
  const ended = jobs.flatMap(({ finishedAt, ...job }) => (finishedAt === null ? [] : [{ ...job, finishedAt }]));
  const noticed = (id: JobId): Instant => noticedAt.get(id) ?? Infinity;
  const early = ended.map(({ id, deadlineAt, finishedAt }) => deadlineAt - Math.min(finishedAt, noticed(id))).filter((ms) => ms > 0);
  const late = ended.map(({ id, deadlineAt }) => noticed(id) - noticeableAt(condition, deadlineAt)).filter((ms) => ms > 0);
  return {
    jobs: jobs.length,
    missed: jobs.length - ended.length,
    early: early.length,
    earliestMs: Math.max(0, ...early),
    again: [...failures.values()].filter((times) => times > 1).length,
    late: late.length,
    latestMs: Math.max(0, ...late),
    elsewhere: ended.filter(({ deadlineAt, finishedAt }) => finishedAt > deadlineAt).length,
  };
}

/** The first instant at which a deadline can be noticed. */
function noticeableAt({ start, faults }: Condition, deadlineAt: Instant): Instant {
  const before = faults.findLast(({ afterMs, fault }) => fault !== 'lose_tasks' && start + afterMs <= deadlineAt);
  if (before?.fault !== 'stop') return deadlineAt;
  const back = faults.find(({ afterMs, fault }) => fault === 'start' && start + afterMs > deadlineAt);
  return back ? start + back.afterMs : deadlineAt;
}

import type { WaitLimit, WaitState } from '@holdpoint/pipeline-domain';
import type { HistoryRow, JobAhead, JobRow } from '@holdpoint/pipeline-persistence';
import { toTimestamp } from '../../view/times';

/** Jobs that come first and are named; the others are only counted. */
export const MISSING_MAX = 100;

const AT_LIMIT: Readonly<Record<WaitLimit, string>> = {
  deadline: 'then its time is over and it fails',
  heartbeat: 'then it has given no sign of life for too long and fails',
  cancel_grace: 'then it is canceled without an answer',
};

/** What is looked up for the sentence. */
export interface WaitDetails {
  /** How the job has ended, if it has. */
  readonly ending: HistoryRow | undefined;
  /** Who has the resource that the job is in line for, or is first in the line. */
  readonly ahead: JobAhead | undefined;
}

/** Says in a sentence what a job waits for and until when, or why it does not wait. */
export function summaryOf(job: JobRow, state: WaitState, { ending, ahead }: WaitDetails): string {
  switch (state.type) {
    case 'waiting':
      return `The job waits for a report that it has ended, until ${limitOf(state)}.`;
    case 'canceling':
      return `The job was canceled and waits for the other system to acknowledge it, until ${limitOf(state)}.`;
    case 'not_started':
      return `The job does not wait yet: ${missingOf(state)}.`;
    case 'waiting_for_resource':
      return `The job does not wait yet: it is in line for the resource "${job.resourceGroup}"${aheadOf(job, ahead)}.`;
    case 'ended':
      return `The job waits no more: it is ${job.status}${endingOf(job, ending)}.`;
    case 'not_external':
      return `The job waits for nothing outside: it is a ${job.kind}, and is ${job.status}.`;
  }
}

const limitOf = ({ until, limit }: Extract<WaitState, { readonly limit: WaitLimit }>): string =>
  until === null ? 'it is ended' : `${toTimestamp(until)}; ${AT_LIMIT[limit]}`;

function aheadOf({ id }: JobRow, ahead: JobAhead | undefined): string {
  if (ahead === undefined) return '';
  const { job, hasResource } = ahead;
  if (job.id === id) return ' and next, so that it starts in a moment';
  const named = `job ${job.id} (${job.name}, ${job.status}) of pipeline ${job.pipeline.id}`;
  return hasResource ? `, which ${named} has` : `, which is free, and behind ${named}`;
}

function missingOf({ missing }: Extract<WaitState, { readonly type: 'not_started' }>): string {
  if (missing.length === 0) return 'it starts as soon as its pipeline is looked at';
  const named = missing.slice(0, MISSING_MAX).map(({ name, status }) => `${name} (${status})`);
  const others = missing.length - named.length;
  return `these jobs come first: ${named.join(', ')}${others === 0 ? '' : ` and ${others} more`}`;
}

function endingOf({ finishedAt, failureReason }: JobRow, ending: HistoryRow | undefined): string {
  const at = finishedAt === null ? '' : ` since ${toTimestamp(finishedAt)}`;
  const by = ending ? `, by ${ending.cause}${ending.actor === null ? '' : ` of ${ending.actor}`}` : '';
  return `${at}${by}${failureReason === null ? '' : ` (${failureReason})`}`;
}

/** Each way in which a report may name a job. */
export function keysInWords({ id, name, options, pipeline: { id: pipelineId, ref, sha } }: JobRow): readonly string[] {
  const { matchKey, object, receiver, commitStatus } = options.external ?? {};
  const by = receiver === undefined ? '' : ` by receiver "${receiver}"`;
  return [
    `job_id ${id}`,
    `pipeline_id ${pipelineId} and job_name "${name}"`,
    `ref "${ref}", sha ${sha} and job_name "${name}"`,
    ...(matchKey === undefined ? [] : [`match_key "${matchKey}"`]),
    ...(object === undefined ? [] : [`${object.kind} "${object.namespace}/${object.name}" at revision ${sha}${by}`]),
    ...(commitStatus === undefined ? [] : [`commit status "${commitStatus}" of ${sha}`]),
  ];
}

import {
  receiverOfActor,
  type CallbackCommand,
  type CallbackReport,
  type EventFacts,
  type ExternalEvent,
  type JobId,
  type LedgerMatch,
} from '@holdpoint/pipeline-domain';
import type { CorridorRefusal, CorridorRequest } from '../corridor/corridor-member';
import type { ConsumingJob } from '../ports/event-lookup';
import type { FoundTarget, TargetSearch } from '../ports/pipeline-lookup';
import type { CallbackRecord } from '../ports/pipeline-store';
import { occurrenceOf } from './event-occurrence';

/** A report about external work as it comes in. */
export interface InboundCallback {
  readonly target: TargetSearch;
  /** The job, by its number or by its token; every other key must agree with it. */
  readonly jobId: JobId | null;
  readonly report: CallbackReport;
  readonly actor: string;
  /** Where it came in, as the ledger names it. */
  readonly provider: string;
  /** What a receiver has read; null for a callback. */
  readonly event: ExternalEvent | null;
  /** True for an event about a digest that nobody knows: no job is known to be of its revision. */
  readonly isRevisionUnknown?: boolean;
  /** For whom the event is no news; left out for a callback. */
  readonly consumedBy?: readonly ConsumingJob[];
  /** What the caller sent, for the ledger; without secrets. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly idempotency: { readonly key: string; readonly requestDigest: string } | null;
  readonly replayOf: string | null;
  /** True answers what would happen and changes nothing. */
  readonly dryRun: boolean;
}

/** What a report came to: its row in the ledger, if it has one, and what it did to every job that it met. */
export interface ReportedCallback {
  /** Null for a dry run. */
  readonly callbackId: string | null;
  /** Never empty. */
  readonly matches: readonly LedgerMatch[];
}

/**
 * Why a report could not be taken now, or not under this `Idempotency-Key`. `partly_taken`: some of it is committed, the
 * rest was refused; sent again, the rest is done and what was done is a duplicate.
 */
export type CallbackRefusal =
  | Exclude<CorridorRefusal, 'pipeline_not_found'>
  | 'partly_taken'
  | 'idempotency_key_reused'
  | 'idempotency_in_progress';

/** What the ledger keeps of a report. */
export function recordOf({ target, actor, provider, request, replayOf, event }: InboundCallback, id: string): CallbackRecord {
  return { id, projectId: target.projectId, provider, actor, request, replayOf, event, occurrence: event && occurrenceOf(receiverOfActor(actor), event) };
}

/** What a job is told of it. */
export function commandOf({ target, jobId, report, actor, event, isRevisionUnknown }: InboundCallback, callbackId: string): CallbackCommand {
  const command = { type: 'callback', callbackId, jobId, jobName: target.jobName, matchKey: target.matchKey, report, actor } as const;
  return event ? { ...command, event: factsOf(event, isRevisionUnknown === true) } : command;
}

/** The same for one of the pipelines that it was found to mean. */
export function requestOf(inbound: InboundCallback, callbackId: string, found: FoundTarget): CorridorRequest {
  const { event, ...command } = commandOf(inbound, callbackId);
  const jobName = command.jobName ?? found.jobName;
  const { consumedBy = [], jobId } = inbound;
  const isConsumed = consumedBy.some((job) => job.pipelineId === found.pipelineId && (jobId === null ? job.jobName === jobName : job.jobId === jobId));
  return {
    pipelineId: found.pipelineId,
    projectId: inbound.target.projectId,
    command: { ...command, jobName, ...(event && { event: { ...event, isConsumed } }) },
    callback: recordOf(inbound, callbackId),
  };
}

/** Its revision is among the keys that have found the job, if it is known. */
const factsOf = ({ occurredAt, id }: ExternalEvent, isRevisionUnknown: boolean): EventFacts => ({
  relation: isRevisionUnknown ? 'none' : 'same',
  source: null,
  receiver: null,
  occurredAt,
  isConsumed: false,
  ...(id !== undefined && { eventId: id }),
});

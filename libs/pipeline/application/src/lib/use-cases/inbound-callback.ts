import type { CallbackCommand, CallbackReport, CallbackTarget, ExternalEvent, JobId } from '@holdpoint/pipeline-domain';
import type { CorridorRefusal, CorridorRequest } from '../corridor/corridor-member';
import type { LedgerMatch } from '../ports/callback-ledger';
import type { FoundTarget } from '../ports/pipeline-lookup';
import type { CallbackRecord } from '../ports/pipeline-store';

/** A report about external work as it comes in. */
export interface InboundCallback {
  readonly target: CallbackTarget;
  /** The job, by its number or by its token; every other key must agree with it. */
  readonly jobId: JobId | null;
  readonly report: CallbackReport;
  readonly actor: string;
  /** Where it came in, as the ledger names it. */
  readonly provider: string;
  /** What a receiver has read; null for a callback. */
  readonly event: ExternalEvent | null;
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
  return { id, projectId: target.projectId, provider, actor, request, replayOf, event, occurrence: null };
}

/** What a job is told of it. */
export function commandOf({ target, jobId, report, actor }: InboundCallback, callbackId: string): CallbackCommand {
  return { type: 'callback', callbackId, jobId, jobName: target.jobName, matchKey: target.matchKey, report, actor };
}

/** The same for one of the pipelines that it was found to mean. */
export function requestOf(inbound: InboundCallback, callbackId: string, { pipelineId, jobName }: FoundTarget): CorridorRequest {
  const command = commandOf(inbound, callbackId);
  return {
    pipelineId,
    projectId: inbound.target.projectId,
    command: { ...command, jobName: command.jobName ?? jobName },
    callback: recordOf(inbound, callbackId),
  };
}

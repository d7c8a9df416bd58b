import { err, ok, type Result } from '@holdpoint/kernel';
import {
  selectByKey,
  selectMatches,
  type CallbackCommand,
  type CallbackReport,
  type CallbackTarget,
  type ExternalEvent,
  type JobId,
  type PipelineId,
  type VerdictReason,
} from '@holdpoint/pipeline-domain';
import { v7 as uuidv7 } from 'uuid';
import type { Corridor } from '../corridor/corridor';
import type { CorridorAnswer, CorridorRefusal, CorridorRequest } from '../corridor/corridor-member';
import type { CallbackLedger, IdempotencyClaim, LedgerMatch } from '../ports/callback-ledger';
import type { CallbackTargets, FoundTarget, PipelineLookup, PipelineOfJob } from '../ports/pipeline-lookup';
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

/** Why a report could not be taken now, or not under this `Idempotency-Key`. */
export type CallbackRefusal =
  | Exclude<CorridorRefusal, 'pipeline_not_found'>
  | 'idempotency_key_reused'
  | 'idempotency_in_progress';

/** A job may start between a look and the next as often as it is retried meanwhile: more is a bug or an attack. */
const LOOKS_MAX = 5;

/**
 * Takes a report about external work to every job it names and answers when all of their pipelines have committed.
 * One that comes before its job waits is parked; it is applied once, in the transaction that starts the job.
 */
export class ReportCallback {
  constructor(
    private readonly lookup: PipelineLookup,
    private readonly ledger: CallbackLedger,
    private readonly corridor: Corridor,
  ) {}

  /** `callbackId` is that of a row which is stored already, or is to be. */
  async execute(inbound: InboundCallback, callbackId: string = uuidv7()): Promise<Result<ReportedCallback, CallbackRefusal>> {
    const { idempotency, dryRun, actor, target: { projectId } } = inbound;
    if (idempotency === null) return this.take(inbound, callbackId);
    const reserved = { projectId, actor, ...idempotency, callbackId };
    const claim = await (dryRun ? this.ledger.foresee(reserved) : this.ledger.claim(reserved));
    switch (claim.type) {
      case 'claimed':
        return dryRun ? this.take(inbound, callbackId) : this.takeClaimed(inbound, reserved, claim.callbackId);
      case 'repeated':
        return ok({ callbackId: dryRun ? null : claim.callbackId, matches: claim.matches });
      case 'other_request':
        return err('idempotency_key_reused');
      case 'in_progress':
        return err('idempotency_in_progress');
    }
  }

  /** A caller that is refused must be able to try again; after a broken commit the key waits until it is clear. */
  private async takeClaimed(
    inbound: InboundCallback,
    reserved: IdempotencyClaim,
    callbackId: string,
  ): Promise<Result<ReportedCallback, CallbackRefusal>> {
    const taken = await this.take(inbound, callbackId);
    if (taken.ok) await this.ledger.finish(reserved, taken.value.matches);
    else if (taken.error !== 'outcome_unknown') await this.ledger.release(reserved);
    return taken;
  }

  private async take(inbound: InboundCallback, callbackId: string): Promise<Result<ReportedCallback, CallbackRefusal>> {
    for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
      const targets = await this.findTargets(inbound);
      if (!targets.ok) return this.settle(inbound, callbackId, [unmatched(targets.error, inbound.target.jobName)]);
      const { policy, found } = targets.value;
      const selected = inbound.target.matchKey === null ? selectMatches(policy, found) : selectByKey(policy, found);
      if (!selected.ok) return this.settle(inbound, callbackId, found.map(ambiguous));
      if (selected.value.length > 0) return this.submitAll(inbound, callbackId, selected.value);
      const waited = await this.park(inbound, callbackId);
      if (waited) return waited;
    }
    return err('busy');
  }

  /** Without a search where pipeline and job are named: whether it is the project's own is found out under its lock. */
  private async findTargets({ target, jobId }: InboundCallback): Promise<Result<CallbackTargets, VerdictReason>> {
    const { projectId, pipelineId, jobName, ref } = target;
    if (jobId !== null) {
      const ofJob = await this.lookup.findPipelineOfJob(projectId, jobId);
      if (ofJob === undefined) return err('job_not_found');
      return agrees(target, ofJob) ? ok(onlyIn(ofJob.id)) : this.missed(target);
    }
    if (pipelineId !== null && jobName !== null && ref === null) return ok(onlyIn(pipelineId));
    const targets = await this.lookup.findCallbackTargets(target);
    return pipelineId !== null && targets.found.length === 0 ? this.missed(target) : ok(targets);
  }

  /** Keys that lead to different jobs lead to none; a pipeline that is not there is said to be so. */
  private async missed({ projectId, pipelineId }: CallbackTarget): Promise<Result<never, VerdictReason>> {
    const isThere = pipelineId === null || (await this.lookup.exists(projectId, pipelineId));
    return err(isThere ? 'unknown_job' : 'pipeline_not_found');
  }

  /** Undefined when a job has come up meanwhile. */
  private async park(
    inbound: InboundCallback,
    callbackId: string,
  ): Promise<Result<ReportedCallback, CallbackRefusal> | undefined> {
    const { jobName } = inbound.target;
    const early = { pipelineId: null, jobId: null, jobName, reason: 'no_waiting_job' } as const;
    if (inbound.report.outcome === 'running') return this.settle(inbound, callbackId, [{ ...early, verdict: 'ignored' }]);
    const parked = ok({ callbackId, matches: [{ ...early, verdict: 'parked' }] as const });
    if (inbound.dryRun) return ok({ ...parked.value, callbackId: null });
    const outcome = await this.ledger.park(recordOf(inbound, callbackId), commandOf(inbound, callbackId), inbound.target);
    return outcome === 'parked' ? parked : undefined;
  }

  /** Ends a callback that concerns no pipeline's state. */
  private async settle(
    inbound: InboundCallback,
    callbackId: string,
    matches: readonly LedgerMatch[],
  ): Promise<Result<ReportedCallback, CallbackRefusal>> {
    if (inbound.dryRun) return ok({ callbackId: null, matches });
    await this.ledger.record(recordOf(inbound, callbackId), matches);
    return ok({ callbackId, matches });
  }

  private async submitAll(
    inbound: InboundCallback,
    callbackId: string,
    found: readonly FoundTarget[],
  ): Promise<Result<ReportedCallback, CallbackRefusal>> {
    const requests = found.map((target) => requestOf(inbound, callbackId, target));
    const answers = await this.corridor.submitAll(requests, inbound.dryRun);
    const collected = collectMatches(found.map(({ pipelineId }) => pipelineId), inbound.target.jobName, answers);
    if (!collected.ok) return collected;
    const unknown = collected.value.every(({ reason }) => reason === 'pipeline_not_found');
    if (unknown) return this.settle(inbound, callbackId, collected.value.map((match) => ({ ...match, pipelineId: null })));
    return ok({ callbackId: inbound.dryRun ? null : callbackId, matches: collected.value });
  }
}

const unmatched = (reason: VerdictReason, jobName: string | null): LedgerMatch => ({
  pipelineId: null,
  jobId: null,
  jobName,
  verdict: 'unmatched',
  reason,
});

const onlyIn = (pipelineId: PipelineId): CallbackTargets => ({
  policy: 'all',
  found: [{ pipelineId, jobId: null, jobName: null, isOver: false, isCanceledOrSkipped: false }],
});

const agrees = ({ pipelineId, ref, sha }: CallbackTarget, pipeline: PipelineOfJob): boolean =>
  (pipelineId ?? pipeline.id) === pipeline.id && (ref ?? pipeline.ref) === pipeline.ref && (sha ?? pipeline.sha) === pipeline.sha;

const ambiguous = ({ pipelineId, jobId, jobName }: FoundTarget): LedgerMatch => ({
  pipelineId,
  jobId,
  jobName,
  verdict: 'conflict',
  reason: 'ambiguous',
});

function recordOf({ target, actor, provider, request, replayOf, event }: InboundCallback, id: string): CallbackRecord {
  return { id, projectId: target.projectId, provider, actor, request, replayOf, event, occurrence: null };
}

function commandOf({ target, jobId, report, actor }: InboundCallback, callbackId: string): CallbackCommand {
  return { type: 'callback', callbackId, jobId, jobName: target.jobName, matchKey: target.matchKey, report, actor };
}

function requestOf(inbound: InboundCallback, callbackId: string, { pipelineId, jobName }: FoundTarget): CorridorRequest {
  const command = commandOf(inbound, callbackId);
  return {
    pipelineId,
    projectId: inbound.target.projectId,
    command: { ...command, jobName: command.jobName ?? jobName },
    callback: recordOf(inbound, callbackId),
  };
}

/** When one of several pipelines could not be reached the sender must try again: the others answer `duplicate` then. */
export function collectMatches(
  pipelineIds: readonly PipelineId[],
  jobName: string | null,
  answers: readonly CorridorAnswer[],
): Result<readonly LedgerMatch[], CallbackRefusal> {
  const matches: LedgerMatch[] = [];
  for (const [index, answer] of answers.entries()) {
    const pipelineId = pipelineIds[index] ?? null;
    if (!answer.ok && answer.error !== 'pipeline_not_found') return err(answer.error);
    matches.push(answer.ok ? { ...matchOf(answer.value), pipelineId } : { ...unmatched('pipeline_not_found', jobName), pipelineId });
  }
  return ok(matches);
}

function matchOf(result: Extract<CorridorAnswer, { ok: true }>['value']): Omit<LedgerMatch, 'pipelineId'> {
  if (result.type !== 'matched') throw new Error('a callback is answered by a match');
  const { jobId, jobName, verdict, reason } = result.match;
  return { jobId, jobName, verdict, reason };
}

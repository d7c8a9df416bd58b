import { ok, type Result } from '@holdpoint/kernel';
import { selectByKey, selectMatches, type LedgerMatch } from '@holdpoint/pipeline-domain';
import { v7 as uuidv7 } from 'uuid';
import type { Corridor } from '../corridor/corridor';
import type { CallbackLedger } from '../ports/callback-ledger';
import type { FoundTarget, PipelineLookup } from '../ports/pipeline-lookup';
import { ambiguous, collectMatches, unmatched } from './callback-matches';
import { CallbackTargetFinder } from './callback-target-finder';
import { commandOf, recordOf, requestOf, type CallbackRefusal, type InboundCallback, type ReportedCallback } from './inbound-callback';
import { OncePerKey } from './once-per-key';
import { repeatWhileChanged } from './repeat-while-changed';

/**
 * Takes a report about external work to every job it names and answers when all of their pipelines have committed.
 * One that comes before its job waits is parked; it is applied once, in the transaction that starts the job.
 */
export class ReportCallback {
  private readonly targets: CallbackTargetFinder;
  private readonly oncePerKey: OncePerKey;

  constructor(
    lookup: PipelineLookup,
    private readonly ledger: CallbackLedger,
    private readonly corridor: Corridor,
  ) {
    this.targets = new CallbackTargetFinder(lookup);
    this.oncePerKey = new OncePerKey(ledger);
  }

  /** `callbackId` is that of a row which is stored already, or is to be. */
  execute(inbound: InboundCallback, callbackId: string = uuidv7()): Promise<Result<ReportedCallback, CallbackRefusal>> {
    const { idempotency, dryRun, actor, target: { projectId } } = inbound;
    return this.oncePerKey.execute({ projectId, actor, idempotency, callbackId, dryRun }, (id) => this.take(inbound, id));
  }

  private async take(inbound: InboundCallback, callbackId: string): Promise<Result<ReportedCallback, CallbackRefusal>> {
    return repeatWhileChanged(async () => {
      const targets = await this.targets.find(inbound);
      if (!targets.ok) return this.settle(inbound, callbackId, [unmatched(targets.error, inbound.target.jobName)]);
      const { policy, found } = targets.value;
      const selected = inbound.target.matchKey === null ? selectMatches(policy, found) : selectByKey(policy, found);
      if (!selected.ok) return this.settle(inbound, callbackId, selected.error.ambiguous.map(ambiguous));
      if (selected.value.length > 0) return this.submitAll(inbound, callbackId, selected.value);
      return this.park(inbound, callbackId);
    });
  }

  /** Undefined when a job has come up meanwhile. */
  private async park(
    inbound: InboundCallback,
    callbackId: string,
  ): Promise<Result<ReportedCallback, CallbackRefusal> | undefined> {
    const { jobName } = inbound.target;
    const early = { pipelineId: null, jobId: null, jobName, reason: 'no_waiting_job' } as const;
    if (inbound.report.outcome === 'running' || inbound.isRevisionUnknown) return this.settle(inbound, callbackId, [{ ...early, verdict: 'ignored' }]);
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

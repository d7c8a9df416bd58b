import { err, ok, type Result } from '@holdpoint/kernel';
import {
  actorOfReceiver,
  objectMatchKey,
  planEvent,
  receiverOfActor,
  resolveRevision,
  UNKNOWN_DIGEST,
  type EventPlan,
  type ResolvedRevision,
} from '@holdpoint/pipeline-domain';
import { v7 as uuidv7 } from 'uuid';
import type { Corridor } from '../corridor/corridor';
import type { EventLedger, EventSettlement } from '../ports/event-ledger';
import type { ConsumingJob, EventLookup } from '../ports/event-lookup';
import type { CallbackRecord } from '../ports/pipeline-store';
import { occurrenceOf } from './event-occurrence';
import type { InboundEvent } from './inbound-event';
import { namedCallback } from './named-callback';
import { collectMatches } from './callback-matches';
import type { CallbackRefusal, ReportedCallback } from './inbound-callback';
import type { ReportCallback } from './report-callback';
import { repeatWhileChanged } from './repeat-while-changed';

/**
 * Takes an event of another system to every job that it concerns; answers once it is stored with what became of it. An
 * event whose job, revision or digest is still to come is kept and applied once when that has come.
 */
export class ReportEvent {
  constructor(
    private readonly lookup: EventLookup,
    private readonly ledger: EventLedger,
    private readonly corridor: Corridor,
    private readonly callbacks: ReportCallback,
  ) {}

  /** `callbackId` is that of the row which is to be stored. */
  execute(inbound: InboundEvent, callbackId: string = uuidv7()): Promise<Result<ReportedCallback, CallbackRefusal>> {
    return this.decide({ inbound, callbackId, parkedId: null });
  }

  /** Decides a stored event again, as if it came now, that was parked until its digest was known. */
  async decideAgain(parkedId: number, callbackId: string): Promise<Result<ReportedCallback | undefined, CallbackRefusal>> {
    const stored = await this.ledger.find(callbackId);
    if (!stored?.event) return ok(undefined);
    const { projectId, actor, provider, event, request, replayOf } = stored;
    const inbound = { projectId, receiver: { name: receiverOfActor(actor), provider }, event, request, replayOf, dryRun: false };
    return this.decide({ inbound, callbackId, parkedId });
  }

  private async decide(pending: PendingEvent): Promise<Result<ReportedCallback, CallbackRefusal>> {
    const { projectId, event } = pending.inbound;
    return repeatWhileChanged(async () => {
      const { digest } = event.revision;
      const known = digest === null ? UNKNOWN_DIGEST : await this.lookup.findDigest(projectId, digest);
      const revision = resolveRevision(event.revision, known);
      return event.subject.type === 'object'
        ? this.tellWatchers(pending, objectMatchKey(event.subject.object), revision)
        : this.tellNamed(pending, revision);
    });
  }

  /** Undefined when what was missing has come up meanwhile. */
  private async tellWatchers(pending: PendingEvent, matchKey: string, revision: ResolvedRevision): Promise<Decided> {
    const { inbound, callbackId, parkedId } = pending;
    const { projectId, receiver: { name: receiver }, event } = inbound;
    const shas = revision.type === 'shas' ? revision.shas : [];
    const decidedAgain = parkedId === null ? null : callbackId;
    const search = { projectId, matchKey, receiver, shas, occurrence: occurrenceOf(receiver, event), decidedAgain };
    const watchers = await this.lookup.findWatchers(search);
    return this.carryOut(pending, planEvent({ callbackId, matchKey, receiver, event, revision, watchers }));
  }

  /** An event that names jobs is a callback, once its revision is known. */
  private async tellNamed(pending: PendingEvent, revision: ResolvedRevision): Promise<Decided> {
    const named = namedCallback(pending.inbound, revision);
    if (named.type === 'settled') return this.carryOut(pending, { ...named, submitted: [] });
    const reported = await this.callbacks.execute({ ...named.callback, consumedBy: await this.consumersOf(pending.inbound) }, pending.callbackId);
    if (reported.ok) await this.unpark(pending);
    return reported;
  }

  private async consumersOf({ projectId, receiver, event }: InboundEvent): Promise<readonly ConsumingJob[]> {
    const occurrence = occurrenceOf(receiver.name, event);
    return occurrence === null ? [] : this.lookup.findConsumers(projectId, occurrence);
  }

  /** First what needs no pipeline: it may find that somebody came meanwhile, and then nothing has been done. */
  private async carryOut(pending: PendingEvent, { matches, parking, submitted }: EventPlan): Promise<Decided> {
    const { inbound, callbackId, parkedId } = pending;
    // Its digest is as unknown as before: parked anew it would never expire, and its registries be asked without end.
    if (parkedId !== null && parking?.type === 'digest') return ok({ callbackId, matches });
    const callback = recordOf(inbound, callbackId);
    const unparked = submitted.length === 0 ? parkedId : null;
    const settled = await this.settle(inbound, { callback, matches, parking, unparked });
    if (settled === 'found') return undefined;
    const requests = submitted.map(({ watcher: { pipelineId }, command }) => ({ pipelineId, projectId: inbound.projectId, command, callback }));
    const answers = await this.corridor.submitAll(requests, inbound.dryRun);
    const collected = collectMatches(requests.map(({ pipelineId }) => pipelineId), null, answers);
    if (!collected.ok) return settled === 'settled' && collected.error !== 'outcome_unknown' ? err('partly_taken') : collected;
    if (unparked === null) await this.unpark(pending);
    return ok({ callbackId: inbound.dryRun ? null : callbackId, matches: [...matches, ...collected.value] });
  }

  /** An event that every job has heard already, when a process died before it was unparked, has that left to be done. */
  private async settle({ dryRun }: InboundEvent, settlement: EventSettlement): Promise<'settled' | 'found' | 'nothing_to_settle'> {
    const { matches, parking, unparked } = settlement;
    if (dryRun || (matches.length === 0 && parking === null && unparked === null)) return 'nothing_to_settle';
    return this.ledger.settle(settlement);
  }

  private async unpark({ parkedId }: PendingEvent): Promise<void> {
    if (parkedId !== null) await this.ledger.unpark(parkedId);
  }
}

type Decided = Result<ReportedCallback, CallbackRefusal> | undefined;

interface PendingEvent {
  readonly inbound: InboundEvent;
  readonly callbackId: string;
  /** Where it was parked under its digest; null for a new event. */
  readonly parkedId: number | null;
}

function recordOf(inbound: InboundEvent, id: string): CallbackRecord {
  const { projectId, receiver: { name, provider }, request, replayOf, event } = inbound;
  return { id, projectId, provider, actor: actorOfReceiver(name), request, replayOf, event, occurrence: occurrenceOf(name, event) };
}

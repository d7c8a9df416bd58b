import {
  actorOfReceiver,
  endsJobs,
  type EventParking,
  type JobSubject,
  type LedgerMatch,
  type ResolvedRevision,
} from '@holdpoint/pipeline-domain';
import type { InboundEvent } from './inbound-event';
import type { InboundCallback } from './inbound-callback';

/** An event that names its jobs: the callback it amounts to, or what becomes of it without one. */
export type NamedCallback =
  | { readonly type: 'callback'; readonly callback: InboundCallback }
  | { readonly type: 'settled'; readonly matches: readonly LedgerMatch[]; readonly parking: EventParking | null };

/** Makes a callback of an event that names its jobs: what its digest stands for is one of the keys that must agree. */
export function namedCallback(inbound: InboundEvent, revision: ResolvedRevision): NamedCallback {
  const { subject, outcome } = inbound.event;
  if (outcome === 'ignored') return settled(inbound, 'ignored', 'no_outcome');
  if (revision.type === 'conflict') return settled(inbound, 'conflict', 'revision_sources_disagree');
  if (revision.type === 'unknown_digest' && endsJobs(inbound.event)) {
    return { ...settled(inbound, 'parked', 'digest_unknown'), parking: { type: 'digest', digest: revision.digest } };
  }
  if (subject.type !== 'job') throw new Error('an event about an object names no job');
  return { type: 'callback', callback: callbackOf(inbound, subject, revision) };
}

function settled({ event: { subject } }: InboundEvent, verdict: LedgerMatch['verdict'], reason: LedgerMatch['reason']): NamedCallback & { type: 'settled' } {
  const jobName = subject.type === 'job' ? subject.jobName : null;
  return { type: 'settled', matches: [{ pipelineId: null, jobId: null, jobName, verdict, reason }], parking: null };
}

function callbackOf(inbound: InboundEvent, { jobId, jobName, pipelineId, ref, matchKey }: JobSubject, revision: ResolvedRevision): InboundCallback {
  const { projectId, receiver, event, request, replayOf, dryRun } = inbound;
  const { outcome, progress } = event;
  if (outcome === 'ignored') throw new Error('what nobody waits for is no callback');
  return {
    target: { projectId, pipelineId, jobName, ref, shas: revision.type === 'shas' ? revision.shas : null, matchKey },
    jobId,
    report: { outcome, progress },
    actor: actorOfReceiver(receiver.name),
    provider: receiver.provider,
    event,
    isRevisionUnknown: revision.type === 'unknown_digest',
    request,
    idempotency: null,
    replayOf,
    dryRun,
  };
}

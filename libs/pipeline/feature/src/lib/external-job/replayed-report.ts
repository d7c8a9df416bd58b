import { MASK, commitStatusCallback, type InboundCallback, type InboundEvent, type OncePerKey } from '@holdpoint/pipeline-application';
import { receiverOfActor, type ExternalEvent } from '@holdpoint/pipeline-domain';
import type { CallbackRow } from '@holdpoint/pipeline-persistence';
import { toCommitStatus } from '../commit-status/commit-status-report';
import type { CommitStatusDto } from '../commit-status/commit-status.dto';
import { ApiError } from '../http/error/api-error';
import { toInbound, type CallbackCaller } from './callback-report';
import { keyProblems, toIdempotency } from './idempotency';
import type { PipelineCallbackDto } from './pipeline-callback.dto';

/** The texts by which a callback or commit status names its job. */
const KEYS = ['job_name', 'match_key', 'ref', 'sha', 'name'] as const;

/** Who asks for a replay, and how. */
export interface Replayer extends Pick<CallbackCaller, 'actor' | 'idempotencyKey'> {
  readonly dryRun: boolean;
}

/** Reads what an `Idempotency-Key` stands for: the replay of this callback, and no report that is like it. */
export function toReplayCall({ projectId, callbackId }: CallbackRow, { actor, idempotencyKey, dryRun }: Replayer): Parameters<OncePerKey['execute']>[0] {
  const problems = keyProblems(idempotencyKey);
  if (problems.length > 0) throw new ApiError('parameters_invalid', { problems });
  return { projectId, actor, idempotency: toIdempotency(idempotencyKey, { replay: callbackId }), dryRun };
}

/** Reads a stored callback as one that an operator sends anew; a replay of a replay is one of the original. */
export const toReplay = (stored: CallbackRow, { actor, dryRun }: Replayer): InboundCallback => ({
  ...readAnew(stored, actor),
  replayOf: originalOf(stored),
  dryRun,
});

/**
 * What is stored is what was sent, and was judged by these classes then; but for a key that looked like a secret: with
 * what stands in its place another job would be meant.
 */
function readAnew({ provider, projectId, request }: CallbackRow, actor: string): InboundCallback {
  const masked = KEYS.filter((key) => typeof request[key] === 'string' && request[key].includes(MASK));
  if (masked.length > 0) throw new ApiError('parameters_invalid', { problems: masked.map((key) => `${key} was masked when it was stored: report it anew`) });
  if (provider === 'commit_status') {
    const sent = request as unknown as CommitStatusDto & { readonly sha: string };
    return commitStatusCallback(toCommitStatus(projectId, sent.sha, actor, sent));
  }
  return toInbound({ projectId, actor, idempotencyKey: null, job: undefined }, request as unknown as PipelineCallbackDto);
}

/** Reads a stored event as one that comes in anew by its receiver: whoever replays it vouches for nothing in it. */
export const toReplayedEvent = (stored: CallbackRow, event: ExternalEvent, { dryRun }: Replayer): InboundEvent => ({
  projectId: stored.projectId,
  receiver: { name: receiverOfActor(stored.actor), provider: stored.provider },
  event,
  request: stored.request,
  replayOf: originalOf(stored),
  dryRun,
});

const originalOf = ({ replayOf, callbackId }: CallbackRow): string => replayOf ?? callbackId;

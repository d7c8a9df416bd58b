import { createHash } from 'node:crypto';
import {
  MASK,
  commitStatusCallback,
  redactSecrets,
  redactText,
  type InboundCallback,
  type InboundEvent,
} from '@holdpoint/pipeline-application';
import { receiverOfActor, type ExternalEvent } from '@holdpoint/pipeline-domain';
import type { CallbackRow, TokenJob } from '@holdpoint/pipeline-persistence';
import { toCommitStatus } from '../commit-status/commit-status-report';
import type { CommitStatusDto } from '../commit-status/commit-status.dto';
import { ApiError } from '../http/error/api-error';
import type { PipelineCallbackDto } from './pipeline-callback.dto';

/** The texts by which a callback or commit status names its job. */
const KEYS = ['job_name', 'match_key', 'ref', 'sha', 'name'] as const;

/** Who reports, and what stands in the headers of the call. */
export interface CallbackCaller {
  readonly projectId: number;
  readonly actor: string;
  /** The job whose token was sent; undefined for a person's. */
  readonly job: TokenJob | undefined;
  /** The value of `Idempotency-Key`; null without one. */
  readonly idempotencyKey: string | null;
}

/** The longest `Idempotency-Key`; a UUID has 36 characters. */
export const KEY_MAX = 255;

/**
 * Reads a callback out of its parameters, which must name a job and a pipeline in one way or another. Nothing that looks
 * like a secret is kept, on the job no more than in the ledger.
 */
export function toInbound(caller: CallbackCaller, input: PipelineCallbackDto): InboundCallback {
  const problems = [...problemsOf(input), ...keyProblems(caller.idempotencyKey)];
  if (problems.length > 0) throw new ApiError('parameters_invalid', { problems });
  const request = redactSecrets({ ...input }) as InboundCallback['request'];
  return {
    target: targetOf(caller.projectId, input),
    jobId: input.job_id ?? null,
    report: { outcome: input.job_status, progress: progressOf(input) },
    actor: caller.actor,
    provider: 'pipeline_callback',
    event: null,
    request,
    idempotency: idempotencyOf(caller, input),
    replayOf: null,
    dryRun: input.dry_run ?? false,
  };
}

/** Reads a stored callback as one that an operator sends anew; a replay of a replay is one of the original. */
export const toReplay = (stored: CallbackRow, actor: string): InboundCallback => ({
  ...readAnew(stored, actor),
  replayOf: originalOf(stored),
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
export const toReplayedEvent = (stored: CallbackRow, event: ExternalEvent): InboundEvent => ({
  projectId: stored.projectId,
  receiver: { name: receiverOfActor(stored.actor), provider: stored.provider },
  event,
  request: stored.request,
  replayOf: originalOf(stored),
  dryRun: false,
});

const originalOf = ({ replayOf, callbackId }: CallbackRow): string => replayOf ?? callbackId;

const targetOf = (projectId: number, input: PipelineCallbackDto): InboundCallback['target'] => ({
  projectId,
  pipelineId: input.pipeline_id ?? null,
  jobName: input.job_name ?? null,
  ref: input.ref ?? null,
  shas: input.sha === undefined ? null : [input.sha],
  matchKey: input.match_key ?? null,
});

const progressOf = (input: PipelineCallbackDto): InboundCallback['report']['progress'] => ({
  percent: input.percent ?? null,
  description: input.description === undefined ? null : redactText(input.description),
  targetUrl: input.target_url === undefined ? null : redactText(input.target_url),
});

/** A key that is only half there is refused: to leave it out would be to fall back to a weaker one. */
function problemsOf({ job_name, job_id, pipeline_id, ref, sha, match_key }: PipelineCallbackDto): readonly string[] {
  const problems: string[] = [];
  if (job_name === undefined && job_id === undefined && match_key === undefined) {
    problems.push(oneOf('job_name', 'job_id', 'match_key'));
  }
  if (ref === undefined && sha !== undefined) problems.push('ref is missing');
  if (ref !== undefined && sha === undefined) problems.push('sha is missing');
  if ([pipeline_id, job_id, ref, sha, match_key].every((key) => key === undefined)) {
    problems.push(oneOf('pipeline_id', 'ref', 'sha', 'job_id', 'match_key'));
  }
  return problems;
}

const oneOf = (...names: readonly string[]): string =>
  `${names.join(', ')} are missing, at least one parameter must be provided`;

const keyProblems = (key: string | null): readonly string[] =>
  key === null || /^[\x20-\x7e]+$/.test(key.slice(0, KEY_MAX + 1)) && key.length <= KEY_MAX
    ? []
    : [`Idempotency-Key is invalid: 1 to ${KEY_MAX} printable ASCII characters`];

/** The key is kept as a digest, as it may be a secret that was meant for another header. A dry run is the same request. */
function idempotencyOf({ idempotencyKey }: CallbackCaller, { dry_run: _dryRun, ...request }: PipelineCallbackDto): InboundCallback['idempotency'] {
  if (idempotencyKey === null) return null;
  return { key: sha256(idempotencyKey), requestDigest: sha256(JSON.stringify(request, Object.keys(request).sort())) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

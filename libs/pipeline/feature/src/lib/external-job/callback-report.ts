import { redactSecrets, redactText, type InboundCallback } from '@holdpoint/pipeline-application';
import { missingKeys } from '@holdpoint/pipeline-domain';
import type { TokenJob } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import { keyProblems, toIdempotency } from './idempotency';
import type { PipelineCallbackDto } from './pipeline-callback.dto';

/** Who reports, and what stands in the headers of the call. */
export interface CallbackCaller {
  readonly projectId: number;
  readonly actor: string;
  /** The job whose token was sent; undefined for a person's. */
  readonly job: TokenJob | undefined;
  /** The value of `Idempotency-Key`; null without one. */
  readonly idempotencyKey: string | null;
}

/**
 * Reads a callback out of its parameters, which must name a job and a pipeline in one way or another. Nothing that looks
 * like a secret is kept, on the job no more than in the ledger.
 */
export function toInbound(caller: CallbackCaller, input: PipelineCallbackDto): InboundCallback {
  const target = targetOf(caller.projectId, input);
  const problems = [...problemsOf(target, input), ...keyProblems(caller.idempotencyKey)];
  if (problems.length > 0) throw new ApiError('parameters_invalid', { problems });
  const request = redactSecrets({ ...input }) as InboundCallback['request'];
  return {
    target,
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

function problemsOf(target: InboundCallback['target'], { job_id, sha }: PipelineCallbackDto): readonly string[] {
  const missing = missingKeys({ ...target, jobId: job_id ?? null }, sha === undefined ? [] : ['sha']);
  return [
    ...(missing.job ? [oneOf('job_name', 'job_id', 'match_key')] : []),
    ...(missing.ref ? ['ref is missing'] : []),
    ...(missing.sha ? ['sha is missing'] : []),
    ...(missing.pipeline ? [oneOf('pipeline_id', 'ref', 'sha', 'job_id', 'match_key')] : []),
  ];
}

const oneOf = (...names: readonly string[]): string =>
  `${names.join(', ')} are missing, at least one parameter must be provided`;

/** A dry run is the same request. */
const idempotencyOf = ({ idempotencyKey }: CallbackCaller, { dry_run: _dryRun, ...request }: PipelineCallbackDto): InboundCallback['idempotency'] =>
  toIdempotency(idempotencyKey, request);

import { SECOND_MS, type Instant } from '@holdpoint/kernel';
import type {
  BridgeResponse,
  BuildResponse,
  ConflictResponse,
  ExternalJobResponse,
  GenericStatusResponse,
  JobBaseResponse,
  JobResponse,
  ListedJobResponse,
  ProgressResponse,
  WaitingForResponse,
} from '@holdpoint/pipeline-contract';
import { heartbeatDeadlineAt, inSet, possibleActions, type CiModel, type ExternalOptions, type JobId } from '@holdpoint/pipeline-domain';
import type { DownstreamRow, JobConflict, JobRow } from '@holdpoint/pipeline-persistence';
import { toUser } from '../instance/user-responses';
import { toPipelineSummary } from '../pipeline/pipeline-responses';
import { toCommit } from '../project/project-responses';
import { secondsBetween, toTimestamp, toTimestampOrNull } from '../view/times';
import { webUrl, type View } from '../view/view';
import { toExternalOptions } from './external-options-response';

/** For whom jobs are shown, and the store's clock: what goes on is shown with its duration until now. */
export interface JobView extends View {
  readonly now: Instant;
  /** Says what may be done with a job. */
  readonly model: CiModel;
  /** What the bridges among the jobs have triggered, by their ids. */
  readonly downstream: ReadonlyMap<JobId, DownstreamRow>;
}

/** Shows a job of any kind. */
export function toJob(job: JobRow, view: JobView): JobResponse {
  if (job.kind === 'external') return toExternalJob(job, view);
  if (job.kind === 'generic') return toGenericStatus(job, view);
  return job.kind === 'bridge' ? toBridge(job, view) : toBuild(job, view);
}

/** Shows a job that a runner executes. */
const toBuild = (job: JobRow, view: JobView): BuildResponse => ({ ...toListed(job, view), kind: 'build' });

/** Shows a job that triggers a pipeline, which may be of another project. */
export function toBridge(job: JobRow, view: JobView): BridgeResponse {
  const downstream = view.downstream.get(job.id);
  const shown = downstream && toPipelineSummary(downstream.pipeline, { ...view, project: { path: downstream.projectPath } });
  return { ...toBase(job, view), kind: 'bridge', downstream_pipeline: shown ?? null, downstream_errors: job.downstreamErrors ?? [] };
}

/** Shows a job whose work happens outside, with what would end it while it waits. */
export const toExternalJob = (job: JobRow, view: JobView): ExternalJobResponse => ({
  ...toListed(job, view),
  kind: 'external',
  external: toExternalOptions(job.options.external ?? {}),
  waiting_for: isWaiting(job, view.model) ? toWaitingFor(job, view) : null,
  progress: toProgress(job, view.model),
  conflict: job.conflict && toConflict(job.conflict),
});

const toConflict = ({ callbackId, reason, at }: JobConflict): ConflictResponse => ({ callback_id: callbackId, reason, at: toTimestamp(at) });

/** Shows a commit status. */
const toGenericStatus = (job: JobRow, view: JobView): GenericStatusResponse => ({
  ...toBase(job, view),
  kind: 'generic',
  description: job.description,
  target_url: job.targetUrl,
});

/** Shows what the other system has told of its work. */
export function toProgress(job: JobRow, model: CiModel): ProgressResponse {
  const external = job.options.external ?? null;
  const heartbeatDeadline = isWaiting(job, model) ? heartbeatDeadlineAt({ heartbeatAt: job.heartbeatAt, external }) : null;
  return {
    percent: job.progressPercent,
    description: job.description,
    target_url: job.targetUrl,
    heartbeat_at: toTimestampOrNull(job.heartbeatAt),
    heartbeat_deadline_at: toTimestampOrNull(heartbeatDeadline),
  };
}

const isWaiting = ({ status }: JobRow, { statuses }: CiModel): boolean => inSet(statuses, 'waiting_externally', 'api.waiting_for', status);

function toWaitingFor({ id, name, deadlineAt, options, pipeline }: JobRow, { now }: JobView): WaitingForResponse {
  return {
    provider: providerOf(options.external ?? {}),
    callback: { pipeline_id: pipeline.id, job_id: id, job_name: name, ref: pipeline.ref, sha: pipeline.sha },
    seconds_left: Math.max(0, Math.ceil(((deadlineAt ?? now) - now) / SECOND_MS)),
  };
}

/** As the ledger names where reports come in; only Flux has objects that jobs can watch. */
function providerOf({ object, commitStatus }: ExternalOptions): string {
  if (object !== undefined) return 'flux';
  return commitStatus === undefined ? 'pipeline_callback' : 'commit_status';
}

/** An external job has none of it, but clients read it of every job. */
const toListed = (job: JobRow, view: JobView): ListedJobResponse => ({
  ...toBase(job, view),
  archived: false,
  tag_list: job.options.tags ?? [],
  artifacts: [],
  artifacts_expire_at: null,
  runner: null,
  runner_manager: null,
});

function toBase(job: JobRow, view: JobView): JobBaseResponse {
  return { ...identityOf(job, view), ...timesOf(job, view.now), ...definitionOf(job), actions: possibleActions(view.model, job) };
}

type Times = Pick<
  JobBaseResponse,
  | 'created_at'
  | 'started_at'
  | 'finished_at'
  | 'erased_at'
  | 'duration'
  | 'queued_duration'
  | 'scheduled_at'
  | 'deadline_at'
>;
type Definition = Pick<JobBaseResponse, 'when' | 'needs' | 'attempt' | 'retried' | 'interruptible' | 'resource_group' | 'environment' | 'timeout'>;

function identityOf(job: JobRow, view: JobView): Omit<JobBaseResponse, keyof Times | keyof Definition | 'actions'> {
  return {
    id: job.id,
    name: job.name,
    stage: job.stage,
    status: job.status,
    ref: job.pipeline.ref,
    tag: false,
    coverage: job.commitStatus?.coverage ?? null,
    allow_failure: job.allowFailure,
    user: job.creator && toUser(job.creator, view.origin),
    commit: job.commit && toCommit(job.commit, view),
    pipeline: toPipelineSummary(job.pipeline, view),
    ...(job.failureReason === null ? {} : { failure_reason: job.failureReason }),
    web_url: webUrl(view, `/-/jobs/${job.id}`),
    project: { ci_job_token_scope_enabled: false },
  };
}

function timesOf(job: JobRow, now: Instant): Times {
  return {
    created_at: toTimestamp(job.createdAt),
    started_at: toTimestampOrNull(job.startedAt),
    finished_at: toTimestampOrNull(job.finishedAt),
    erased_at: null,
    duration: secondsBetween(job.startedAt, job.finishedAt, now),
    queued_duration: secondsBetween(job.queuedAt, job.startedAt ?? job.finishedAt, now),
    scheduled_at: toTimestampOrNull(job.scheduledAt),
    deadline_at: toTimestampOrNull(job.deadlineAt),
  };
}

function definitionOf(job: JobRow): Definition {
  return {
    when: job.when,
    needs: job.needs && job.needs.map(({ name }) => name),
    attempt: job.attempt,
    retried: job.retried,
    interruptible: job.interruptible,
    resource_group: job.resourceGroup,
    environment: job.environment,
    timeout: job.timeoutMs / SECOND_MS,
  };
}

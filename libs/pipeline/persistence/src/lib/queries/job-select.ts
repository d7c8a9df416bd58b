import { epochMs } from '../sql/epoch-ms';
import type { JobRow } from './job-row';
import { starterOf } from './starter-of';

/** A row of {@link JOB_SELECT}: a job's columns, then its pipeline's and its commit's, told apart by prefix. */
export type SelectedJob = Omit<JobRow, 'pipeline' | 'commit'> &
  Prefixed<'pipeline', JobRow['pipeline']> & { [K in keyof Commit as `commit${Capitalize<K>}`]: Commit[K] | null };

type Commit = NonNullable<JobRow['commit']>;
type Prefixed<P extends string, T> = { [K in keyof T & string as `${P}${Capitalize<K>}`]: T[K] };

const PIPELINE_COLUMNS = `pipeline.id AS "pipelineId", pipeline.iid AS "pipelineIid",
  pipeline.project_id AS "pipelineProjectId", pipeline.ref AS "pipelineRef", pipeline.sha AS "pipelineSha",
  pipeline.source AS "pipelineSource", pipeline.name AS "pipelineName", pipeline.status AS "pipelineStatus",
  pipeline.created_by AS "pipelineCreatedBy", pipeline.variables AS "pipelineVariables",
  pipeline.version AS "pipelineVersion", pipeline.created_at AS "pipelineCreatedAt",
  pipeline.updated_at AS "pipelineUpdatedAt", pipeline.started_at AS "pipelineStartedAt",
  pipeline.finished_at AS "pipelineFinishedAt", pipeline.duration_ms AS "pipelineDurationMs"`;

const COMMIT_COLUMNS = `commit.id AS "commitId", commit.project_id AS "commitProjectId", commit.sha AS "commitSha",
  commit.parent_sha AS "commitParentSha", commit.message AS "commitMessage", commit.author_name AS "commitAuthorName",
  commit.author_email AS "commitAuthorEmail", commit.created_at AS "commitCreatedAt"`;

/** SQL for what is shown of the user of a name; null when there is no such user. */
export const badgeOfUser = (username: string): string =>
  `(SELECT json_build_object('id', id, 'username', username, 'name', name, 'state', state) FROM users WHERE username = ${username})`;

/** Found by the unique key of the matches of an external job; other kinds have none. */
const CONFLICT = `(SELECT json_build_object('callbackId', match.callback_id, 'reason', match.reason, 'at', ${epochMs('match.at')})
    FROM callback_matches match WHERE match.external_job_id = job.id AND match.verdict = 'conflict' ORDER BY match.id DESC LIMIT 1)`;

const DOWNSTREAM_ERRORS = '(SELECT messages FROM bridge_errors WHERE job_id = job.id)';

/** Jobs of every kind with their stage, pipeline and commit. */
export const JOB_SELECT = `
  SELECT job.id, job.kind, job.name, stage.name AS stage, stage.position AS "stagePosition", job.status, job."when",
    job.allow_failure AS "allowFailure", job.needs, job.start_in_ms AS "startInMs", job.timeout_ms AS "timeoutMs",
    job.interruptible, (SELECT key FROM resource_groups WHERE id = job.resource_group_id) AS "resourceGroup",
    (SELECT name FROM environments WHERE id = job.environment_id) AS environment, job.retry, job.options, job.attempt, job.retried, job.created_at AS "createdAt",
    job.queued_at AS "queuedAt", job.scheduled_at AS "scheduledAt", job.started_at AS "startedAt",
    job.finished_at AS "finishedAt", job.deadline_at AS "deadlineAt", job.failure_reason AS "failureReason",
    job.heartbeat_at AS "heartbeatAt", job.cancel_deadline_at AS "cancelDeadlineAt",
    job.progress_percent AS "progressPercent", job.description, job.target_url AS "targetUrl",
    CASE WHEN job.author IS NOT NULL THEN json_build_object('author', job.author, 'coverage', job.coverage) END AS "commitStatus",
    CASE WHEN job.kind = 'external' THEN ${CONFLICT} END AS conflict,
    CASE WHEN job.kind = 'bridge' AND job.failure_reason IS NOT NULL THEN ${DOWNSTREAM_ERRORS} END AS "downstreamErrors",
    ${PIPELINE_COLUMNS}, ${COMMIT_COLUMNS}, ${badgeOfUser(`coalesce(job.author, ${starterOf('job.id')}, pipeline.created_by)`)} AS creator
  FROM processables job
  JOIN stages stage ON stage.id = job.stage_id
  JOIN pipelines pipeline ON pipeline.id = job.pipeline_id
  LEFT JOIN commits commit ON commit.project_id = pipeline.project_id AND commit.sha = pipeline.sha`;

/** Makes a {@link JobRow} of a selected row. */
export function toJobRow(row: SelectedJob): JobRow {
  return { ...jobOf(row), pipeline: pipelineOf(row), commit: commitOf(row) };
}

const jobOf = (row: SelectedJob): Omit<JobRow, 'pipeline' | 'commit'> => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  stage: row.stage,
  stagePosition: row.stagePosition,
  status: row.status,
  when: row.when,
  allowFailure: row.allowFailure,
  needs: row.needs,
  startInMs: row.startInMs,
  timeoutMs: row.timeoutMs,
  interruptible: row.interruptible,
  resourceGroup: row.resourceGroup,
  environment: row.environment,
  retry: row.retry,
  options: row.options,
  attempt: row.attempt,
  retried: row.retried,
  createdAt: row.createdAt,
  queuedAt: row.queuedAt,
  scheduledAt: row.scheduledAt,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
  deadlineAt: row.deadlineAt,
  failureReason: row.failureReason,
  heartbeatAt: row.heartbeatAt,
  cancelDeadlineAt: row.cancelDeadlineAt,
  progressPercent: row.progressPercent,
  description: row.description,
  targetUrl: row.targetUrl,
  commitStatus: row.commitStatus,
  conflict: row.conflict,
  downstreamErrors: row.downstreamErrors,
  creator: row.creator,
});

const pipelineOf = (row: SelectedJob): JobRow['pipeline'] => ({
  id: row.pipelineId,
  iid: row.pipelineIid,
  projectId: row.pipelineProjectId,
  ref: row.pipelineRef,
  sha: row.pipelineSha,
  source: row.pipelineSource,
  name: row.pipelineName,
  status: row.pipelineStatus,
  createdBy: row.pipelineCreatedBy,
  variables: row.pipelineVariables,
  version: row.pipelineVersion,
  createdAt: row.pipelineCreatedAt,
  updatedAt: row.pipelineUpdatedAt,
  startedAt: row.pipelineStartedAt,
  finishedAt: row.pipelineFinishedAt,
  durationMs: row.pipelineDurationMs,
});

/** The columns of the left join are null together. */
function commitOf(row: SelectedJob): JobRow['commit'] {
  const { commitId: id, commitProjectId: projectId, commitSha: sha, commitParentSha: parentSha } = row;
  const { commitMessage: message, commitAuthorName: authorName, commitAuthorEmail: authorEmail, commitCreatedAt: createdAt } = row;
  if (id === null || projectId === null || sha === null) return null;
  if (message === null || authorName === null || createdAt === null) return null;
  return { id, projectId, sha, parentSha, message, authorName, authorEmail, createdAt };
}

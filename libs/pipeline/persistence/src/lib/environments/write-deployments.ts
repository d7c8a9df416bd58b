import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import { FINISHED_DEPLOYMENTS, type DeploymentChange, type EnvironmentChange, type EnvironmentId, type PipelineChanges, type PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { arraysOf, column, instantParameter, relationOf, type SentColumn } from '../sql/sent-rows';

type DeploymentRow = DeploymentChange & { readonly pipelineId: PipelineId };

const DEPLOYMENTS: readonly SentColumn<DeploymentRow>[] = [
  column('job_id', 'bigint', ({ jobId }) => jobId),
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('environment_id', 'bigint', ({ environmentId }) => environmentId),
  column('status', 'text', ({ status }) => status),
  column('is_made', 'boolean', ({ isMade }) => isMade),
];

const ENVIRONMENTS: readonly SentColumn<EnvironmentChange>[] = [
  column('id', 'bigint', ({ environmentId }) => environmentId),
  column('state', 'text', ({ state }) => state),
  column('external_url', 'text', ({ url }) => url),
  column('tier', 'text', ({ tier }) => tier),
];

const AFTER = DEPLOYMENTS.length + ENVIRONMENTS.length;

const FINISHED = `status = ANY($${AFTER + 2}::text[])`;

/**
 * Projects are locked before environments, and each in one order: so does whoever makes a pipeline. Numbers have no gaps, as
 * the project's row is locked from the counting to the end of the transaction.
 */
const writeChanges = namedStatement<unknown[]>(
  'write_deployments',
  `WITH clock AS MATERIALIZED (SELECT coalesce(${instantParameter(AFTER + 1)}, holdpoint_now()) AS now),
   sent AS MATERIALIZED ${relationOf(DEPLOYMENTS, 1)},
   known AS (
     UPDATE deployments stored SET status = sent.status, updated_at = now, finished_at = CASE WHEN sent.${FINISHED} THEN now END
     FROM sent, clock WHERE stored.job_id = sent.job_id),
   made AS MATERIALIZED (
     SELECT sent.*, project_id, ref, sha, created_by, row_number() OVER (PARTITION BY project_id ORDER BY job_id) AS place
     FROM sent JOIN pipelines pipeline ON pipeline.id = sent.pipeline_id
     WHERE sent.is_made AND NOT EXISTS (SELECT FROM deployments stored WHERE stored.job_id = sent.job_id)),
   locked AS MATERIALIZED (
     SELECT id FROM projects WHERE id IN (SELECT project_id FROM made) ORDER BY id FOR NO KEY UPDATE),
   project AS (
     UPDATE projects SET last_deployment_iid = last_deployment_iid + counted.made
     FROM locked JOIN (SELECT project_id, count(*) AS made FROM made GROUP BY project_id) counted ON counted.project_id = locked.id
     WHERE projects.id = locked.id RETURNING projects.id, last_deployment_iid - counted.made AS before),
   inserted AS (
     INSERT INTO deployments (iid, project_id, environment_id, job_id, pipeline_id, ref, sha, status, created_by, created_at, updated_at, finished_at)
     SELECT before + place, project_id, environment_id, job_id, pipeline_id, ref, sha, status, created_by, now, now, CASE WHEN ${FINISHED} THEN now END
     FROM made JOIN project ON project.id = made.project_id, clock ORDER BY project_id, place RETURNING id),
   held AS MATERIALIZED (
     SELECT stored.id, sent.state, sent.external_url, sent.tier
     FROM environments stored JOIN ${relationOf(ENVIRONMENTS, DEPLOYMENTS.length + 1)} sent ON sent.id = stored.id
     WHERE (SELECT count(*) FROM inserted) >= 0 ORDER BY stored.project_id, stored.name FOR NO KEY UPDATE OF stored),
   environment AS (
     UPDATE environments stored SET state = held.state, external_url = nullif(coalesce(held.external_url, stored.external_url), ''),
       tier = coalesce(held.tier, stored.tier), updated_at = now
     FROM held, clock WHERE stored.id = held.id RETURNING stored.id)
   SELECT count(*) FROM environment`,
);

/** Writes what has become of deployments and environments: one statement, and none where no job with an environment has moved. */
export async function writeDeployments(
  client: ClientBase,
  changes: readonly PipelineChanges[],
  numbers: JobNumbers,
  now: Instant | null,
): Promise<void> {
  const deployments = changes.flatMap((change) => change.deployments.map((deployment) => rowOf(deployment, change.pipelineId, numbers)));
  const environments = joined(changes.flatMap((change) => change.environments));
  if (deployments.length + environments.length === 0) return;
  await client.query(writeChanges(...arraysOf(DEPLOYMENTS, deployments), ...arraysOf(ENVIRONMENTS, environments), now, FINISHED_DEPLOYMENTS));
}

const rowOf = (change: DeploymentChange, pipelineId: PipelineId, numbers: JobNumbers): DeploymentRow =>
  ({ ...change, pipelineId, jobId: numbers(pipelineId, change.jobId) });

/** What the changes of each environment come to, one after another: the last that says something has it. */
function joined(changes: readonly EnvironmentChange[]): readonly EnvironmentChange[] {
  const byId = new Map<EnvironmentId, EnvironmentChange>();
  for (const { environmentId, state, url, tier } of changes) {
    const before = byId.get(environmentId);
    byId.set(environmentId, { environmentId, state, url: url ?? before?.url ?? null, tier: tier ?? before?.tier ?? null });
  }
  return [...byId.values()];
}

import { namedStatement } from '@holdpoint/database';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import type { PipelineChanges, PipelineId, ResourceRequestChange } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { arraysOf, column, relationOf, type SentColumn } from '../sql/sent-rows';

type RequestRow = ResourceRequestChange & { readonly pipelineId: PipelineId };

const COLUMNS: readonly SentColumn<RequestRow>[] = [
  column('job_id', 'bigint', ({ jobId }) => jobId),
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('resource_group_id', 'bigint', ({ resourceGroupId }) => resourceGroupId),
  column('request', 'text', ({ request }) => request),
  column('is_started', 'boolean', ({ isStarted }) => isStarted),
];

/** A job starts only with the resource in its hands: an assignment that has come too late must not be believed. */
const writeRequests = namedStatement<unknown[]>(
  'write_resource_requests',
  `WITH changed AS MATERIALIZED ${relationOf(COLUMNS, 1)},
   queued AS (
     INSERT INTO resource_requests (job_id, pipeline_id, resource_group_id, state)
     SELECT job_id, pipeline_id, resource_group_id, request FROM changed WHERE request IN ('upcoming', 'waiting')
     ON CONFLICT (job_id) DO UPDATE SET state = excluded.state),
   holding AS (
     UPDATE resource_requests stored SET state = 'holding' FROM changed WHERE changed.request = 'holding' AND stored.job_id = changed.job_id),
   released AS (
     DELETE FROM resource_requests stored USING changed WHERE changed.request = 'none' AND stored.job_id = changed.job_id)
   SELECT holdpoint_require(count(*) = count(*) FILTER (WHERE stored.state = 'assigned'), 'every job that starts has the resource of its group')
   FROM changed LEFT JOIN resource_requests stored USING (job_id) WHERE changed.is_started`,
);

/** Writes what jobs want of their resource groups: one statement, and none where no job of a group has moved. */
export async function writeResourceRequests(client: ClientBase, changes: readonly PipelineChanges[], numbers: JobNumbers): Promise<void> {
  const rows = changes.flatMap(({ pipelineId, resourceRequests }) =>
    resourceRequests.map((change): RequestRow => ({ ...change, pipelineId, jobId: numbers(pipelineId, change.jobId) })),
  );
  if (rows.length > 0) await client.query(writeRequests(...arraysOf(COLUMNS, rows)));
}

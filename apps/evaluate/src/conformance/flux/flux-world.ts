import type {
  CallbackResponse,
  JobResponse,
  NewReceiverResponse,
  PipelineResponse,
  ProjectResponse,
} from '@holdpoint/pipeline-contract';
import type { createStorePool } from '@holdpoint/pipeline-persistence';
import type { ApiClient } from '../../demo/api-client';
import type { CommitOnRef, FluxWorldDescription } from './flux-cases';

/** The key that the captures were signed with. */
export const FLUX_SECRET = 'flux-hmac-secret';

type Pool = ReturnType<typeof createStorePool>;

/** A fresh copy of the world, for one event. */
export interface FluxWorld {
  readonly projectId: number;
  /** Where the event is sent to. */
  readonly address: string;
  /** The status of an external job of the waiting pipeline. */
  statusOf(jobName: string): Promise<string | undefined>;
}

const INSERT_COMMIT = `
  WITH made AS (
    INSERT INTO commits (project_id, sha, parent_sha, message, author_name, files, created_at)
    VALUES ($1, $2, $3, 'As in the case', 'Flux', jsonb_build_object('.gitlab-ci.yml', $4::text), holdpoint_now()) RETURNING id)
  INSERT INTO branches (project_id, name, commit_id) SELECT $1, $5, id FROM made
  ON CONFLICT (project_id, name) DO UPDATE SET commit_id = excluded.commit_id`;

let worlds = 0;

/** Makes one. Commits are written to the database: their shas are given, and the API makes shas of its own. */
export async function makeFluxWorld(api: ApiClient, pool: Pool, description: FluxWorldDescription): Promise<FluxWorld> {
  worlds += 1;
  const path = `${description.project.replace(/\W+/g, '-')}-${process.pid}-${worlds}`;
  const { id } = await api.post<ProjectResponse>('/projects', { name: path, path });
  const { earlier_pipeline: earlier, pipeline: later } = description;
  const config = configOf(description);
  const first = await makePipeline(api, pool, id, earlier, null, config);
  for (const name of Object.keys(later.external_jobs)) await endEarlier(api, id, first.id, name);
  const waiting = await makePipeline(api, pool, id, later, earlier.sha, config);
  for (const revision of description.registered_artifact_revisions) await api.post(`/projects/${id}/artifact_revisions`, revision);
  const receiver = await api.post<NewReceiverResponse>(`/projects/${id}/receivers`, { name: 'cluster', type: 'generic-hmac', secret: FLUX_SECRET });
  const statusOf = async (jobName: string): Promise<string | undefined> => {
    const jobs = await api.get<readonly JobResponse[]>(`/projects/${id}/pipelines/${waiting.id}/jobs`);
    return jobs.find(({ name }) => name === jobName)?.status;
  };
  return { projectId: id, address: receiver.address, statusOf };
}

/** Jobs that wait at once, as YAML takes JSON. */
function configOf({ pipeline: { external_jobs: jobs } }: FluxWorldDescription): string {
  const entries = Object.entries(jobs).map(([name, { match }]) => [name, { external: { provider: 'flux', match } }]);
  return JSON.stringify(Object.fromEntries(entries));
}

async function makePipeline(
  api: ApiClient,
  pool: Pool,
  projectId: number,
  { ref, sha }: CommitOnRef,
  parentSha: string | null,
  config: string,
): Promise<PipelineResponse> {
  await pool.query(INSERT_COMMIT, [projectId, sha, parentSha, config, ref]);
  return api.post<PipelineResponse>(`/projects/${projectId}/pipeline`, { ref });
}

async function endEarlier(api: ApiClient, projectId: number, pipelineId: number, jobName: string): Promise<void> {
  const report = { pipeline_id: pipelineId, job_name: jobName, job_status: 'success' };
  const { verdict } = await api.post<CallbackResponse>(`/projects/${projectId}/pipeline_callback`, report);
  if (verdict !== 'accepted') throw new Error(`${jobName} of the earlier pipeline should have succeeded, but its report was ${verdict}`);
}

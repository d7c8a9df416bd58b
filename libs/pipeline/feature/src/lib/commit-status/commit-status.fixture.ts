import type { CommitStatusResponse, PipelineResponse, PipelineSummaryResponse } from '@holdpoint/pipeline-contract';
import { Corridor, CreatePipeline, PipelineStore } from '@holdpoint/pipeline-application';
import { commitStatusMatchKey } from '@holdpoint/pipeline-domain';
import { externalPlan, jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import type { Answer, TestApi } from '../test-api.fixture';
import { changeByHand, makeProject } from '../test-project.fixture';

/** The name that Flux's `gitlab` provider gives to the status of a Kustomization. */
export const FLUX_NAME = 'kustomization/podinfo/0c9c2e41';

/** The headers that Flux's client sends beside the token. */
const CLIENT = { accept: 'application/json', 'user-agent': 'go-gitlab' };

/** Reports a status of a commit. */
export const reportStatus = (
  api: TestApi,
  project: number | string,
  sha: string,
  input: object,
  headers: Record<string, string> = {},
): Promise<Answer<CommitStatusResponse>> =>
  api.post<CommitStatusResponse>(`/projects/${project}/statuses/${sha}`, input, { ...CLIENT, ...headers });

/** Lists the statuses of a commit; `query` begins with a question mark. */
export const listStatuses = (api: TestApi, project: number | string, sha: string, query = ''): Promise<Answer<CommitStatusResponse[]>> =>
  api.get<CommitStatusResponse[]>(`/projects/${project}/repository/commits/${sha}/statuses${query}`, CLIENT);

/** What Flux sends for an event: it looks first, and does not say again what it finds. Answers whether it posted, and the answer. */
export async function sendAsFlux(
  api: TestApi,
  project: number | string,
  sha: string,
  state: 'success' | 'failed',
  description: string,
): Promise<Answer<CommitStatusResponse> | 'found'> {
  const listed = await listStatuses(api, project, sha, `?name=${encodeURIComponent(FLUX_NAME)}`);
  if (listed.status !== 200 || !Array.isArray(listed.body)) throw new Error(`listing answered ${listed.status}`);
  const isKnown = (status: CommitStatusResponse): boolean =>
    status.sha === sha && status.status === state && status.description === description && status.name === FLUX_NAME;
  return listed.body.some(isKnown) ? 'found' : reportStatus(api, project, sha, { state, name: FLUX_NAME, description });
}

/** A project whose only pipeline is that of its commit statuses, and its commit. */
export async function makeCommitted(api: TestApi): Promise<{ readonly id: number; readonly sha: string }> {
  const id = await makeProject(api);
  return { id, sha: await headOf(api, id) };
}

/** The sha of `main`. */
export const headOf = async (api: TestApi, id: number): Promise<string> =>
  (await api.get<{ id: string }>(`/projects/${id}/repository/commits/main`)).body.id;

/** Makes an external job wait for a commit status, as the configuration will say. */
export async function awaitStatus(api: TestApi, jobId: number, name: string = FLUX_NAME): Promise<void> {
  await changeByHand(
    api,
    `UPDATE external_jobs SET options = jsonb_build_object('external', jsonb_build_object('commitStatus', $2::text)), match_key = $3 WHERE id = $1`,
    [jobId, name, commitStatusMatchKey(name)],
  );
}

/** A pipeline of `main` with an external job that waits for a commit status as soon as `first` has succeeded. */
export async function makeAwaiting(api: TestApi, projectId: number, sha: string): Promise<number> {
  const plan = pipelinePlan([jobPlan('first', { stage: 'build' }), externalPlan('wait', { stage: 'test', options: { external: { commitStatus: FLUX_NAME } } })]);
  const given = { projectId, ref: 'main', sha, source: 'push', createdBy: 'root', variables: [], defaultTimeoutMs: 3_600_000 };
  const { id } = await api.app.get(PipelineStore).create({ ...given, plan });
  await api.app.get(CreatePipeline).start(id);
  return id;
}

/** Fires an event on a job of a pipeline. */
export async function fireOn(api: TestApi, pipelineId: number, event: string, job: string): Promise<void> {
  const command = { type: 'fire_event', event, jobNames: [job], actor: 'test' } as const;
  await api.app.get(Corridor).submit({ pipelineId, command });
}

/** The pipelines of a project. */
export const pipelinesOf = async (api: TestApi, id: number): Promise<PipelineSummaryResponse[]> =>
  (await api.get<PipelineSummaryResponse[]>(`/projects/${id}/pipelines`)).body;

/** A pipeline as it is shown. */
export const pipelineOf = async (api: TestApi, id: number, pipelineId: number): Promise<PipelineResponse> =>
  (await api.get<PipelineResponse>(`/projects/${id}/pipelines/${pipelineId}`)).body;

/** What is stored of the commit statuses of a project, older attempts too. */
export const rowsOf = async (api: TestApi, id: number): Promise<unknown[]> =>
  (await api.pool.query(
    `SELECT status.name, status.status, status.retried FROM generic_commit_statuses status
     JOIN pipelines ON pipelines.id = pipeline_id WHERE project_id = $1 ORDER BY status.id`,
    [id],
  )).rows;

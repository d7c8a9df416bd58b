import type { JobResponse, PipelineResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import type { TestApi } from './test-api.fixture';

/** A pipeline that waits at once, with a job behind the external one. */
export const WAITING_CONFIG = `
wait:
  stage: build
  external: true
  timeout: 1 hour
after:
  script: echo
`;

let projects = 0;

/** A project with one commit on `main`; answers its id. */
export async function makeProject(api: TestApi, config = WAITING_CONFIG): Promise<number> {
  projects += 1;
  const { body } = await api.post<ProjectResponse>('/projects', { name: `Project ${projects}` });
  await commitConfig(api, body.id, config, 'create');
  return body.id;
}

/** Puts a configuration on `main`. */
export async function commitConfig(
  api: TestApi,
  id: number,
  content: string,
  action: 'create' | 'update',
): Promise<void> {
  const actions = [{ action, file_path: '.gitlab-ci.yml', content }];
  await api.post(`/projects/${id}/repository/commits`, { branch: 'main', commit_message: 'Configure', actions });
}

/** A pipeline of a project for `main`. */
export async function makePipeline(api: TestApi, id: number): Promise<PipelineResponse> {
  return (await api.post<PipelineResponse>(`/projects/${id}/pipeline`, { ref: 'main' })).body;
}

/** The jobs of a pipeline by name, older attempts left out. */
export async function jobsOf(api: TestApi, id: number, pipelineId: number): Promise<Record<string, JobResponse>> {
  const { body } = await api.get<JobResponse[]>(`/projects/${id}/pipelines/${pipelineId}/jobs?per_page=100`);
  return Object.fromEntries(body.map((job) => [job.name, job]));
}

/** A project, by its id, with a pipeline whose job `wait` is waiting. */
export interface Waiting {
  readonly id: number;
  readonly pipeline: PipelineResponse;
  readonly wait: JobResponse;
}

/** Makes a {@link Waiting}. */
export async function makeWaiting(api: TestApi, config?: string): Promise<Waiting> {
  const id = await makeProject(api, config);
  const pipeline = await makePipeline(api, id);
  const { wait } = await jobsOf(api, id, pipeline.id);
  if (!wait) throw new Error('the configuration has a job called wait');
  return { id, pipeline, wait };
}

/** Changes rows of jobs by hand, and raises the versions of pipelines as every writer does: what a process keeps is old then. */
export async function changeByHand(api: TestApi, sql: string, values: readonly unknown[]): Promise<void> {
  await api.pool.query(sql, [...values]);
  await api.pool.query('UPDATE pipelines SET version = version + 1');
}

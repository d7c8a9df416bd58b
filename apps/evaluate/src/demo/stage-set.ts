import type { CommitResponse, PipelineResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import type { ApiClient } from './api-client';
import { Timeline } from './timeline';

/** What an act plays on. */
export interface StageSet {
  readonly api: ApiClient;
  readonly projectId: number;
  readonly timeline: Timeline;
  readonly pipeline: PipelineResponse;
  /** The commit before the pipeline's. */
  readonly earlierSha: string;
}

/** Makes a project with two commits and starts a pipeline for the later one. */
export async function setStage(
  api: ApiClient,
  name: string,
  config: string,
  print: (line: string) => void,
): Promise<StageSet> {
  const project = await api.post<ProjectResponse>('/projects', { name, path: name });
  const earlier = await commit(api, project.id, 'README.md', `# ${name}`);
  await commit(api, project.id, '.gitlab-ci.yml', config);
  const pipeline = await api.post<PipelineResponse>(`/projects/${project.id}/pipeline`, { ref: 'main' });
  print(`  project ${project.id} ${project.path_with_namespace}, pipeline ${pipeline.id} for main at ${pipeline.sha.slice(0, 8)}`);
  const timeline = new Timeline(api, project.id, pipeline.id, print);
  return { api, projectId: project.id, timeline, pipeline, earlierSha: earlier.id };
}

function commit(api: ApiClient, projectId: number, path: string, content: string): Promise<CommitResponse> {
  const actions = [{ action: 'create', file_path: path, content }];
  return api.post(`/projects/${projectId}/repository/commits`, { branch: 'main', commit_message: `Add ${path}`, actions });
}

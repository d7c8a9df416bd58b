import type { PipelineResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import type { ApiClient } from './api-client';
import { Timeline } from './timeline';

/** What an act plays on. */
export interface StageSet {
  readonly api: ApiClient;
  readonly projectId: number;
  readonly timeline: Timeline;
  readonly pipeline: PipelineResponse;
}

/** Makes a project with one commit and starts a pipeline for it. */
export async function setStage(
  api: ApiClient,
  name: string,
  config: string,
  print: (line: string) => void,
): Promise<StageSet> {
  const project = await api.post<ProjectResponse>('/projects', { name, path: name });
  await api.post(`/projects/${project.id}/repository/commits`, {
    branch: 'main',
    commit_message: 'Add the pipeline',
    actions: [{ action: 'create', file_path: '.gitlab-ci.yml', content: config }],
  });
  const pipeline = await api.post<PipelineResponse>(`/projects/${project.id}/pipeline`, { ref: 'main' });
  print(`  project ${project.id} ${project.path_with_namespace}, pipeline ${pipeline.id} for main at ${pipeline.sha.slice(0, 8)}`);
  const timeline = new Timeline(api, project.id, pipeline.id, print);
  return { api, projectId: project.id, timeline, pipeline };
}

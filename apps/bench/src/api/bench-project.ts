import type { PipelineResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import type { ApiProcess } from './api-process';

/** A project of the measured API, spoken to over HTTP as anybody would. */
export class BenchProject {
  private constructor(
    private readonly api: ApiProcess,
    readonly id: number,
  ) {}

  /** Makes a project whose `main` has this configuration. */
  static async create(api: ApiProcess, name: string, ciConfig: string): Promise<BenchProject> {
    const { id } = await call<ProjectResponse>(api, 'POST', '/projects', { name, path: name });
    const file = { action: 'create', file_path: '.gitlab-ci.yml', content: ciConfig };
    await call(api, 'POST', `/projects/${id}/repository/commits`, { branch: 'main', commit_message: 'Add it', actions: [file] });
    return new BenchProject(api, id);
  }

  /** Starts a pipeline; its first pass is committed when this resolves. */
  async createPipeline(): Promise<number> {
    return (await call<PipelineResponse>(this.api, 'POST', `/projects/${this.id}/pipeline`, { ref: 'main' })).id;
  }

  /** Reads a resource of the project. */
  get<T>(path: string): Promise<T> {
    return call<T>(this.api, 'GET', `/projects/${this.id}${path}`);
  }

  /** Where callbacks are posted. */
  get callbackPath(): string {
    return `/api/v4/projects/${this.id}/pipeline_callback`;
  }
}

async function call<T>(api: ApiProcess, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${api.url}/api/v4${path}`, {
    method,
    headers: { 'PRIVATE-TOKEN': api.token, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

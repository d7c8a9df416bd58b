import type { JobResponse, PipelineResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import { setTimeout as delay } from 'node:timers/promises';
import { ADMIN_TOKEN } from './holdpoint-process';

/** An answer as it came over the wire. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A guard against hangs: a call of a held pipeline is answered after five seconds, all others at once. */
const ANSWERED_WITHIN_MS = 60_000;

/** A client of one Holdpoint process. */
export class Api {
  constructor(private readonly url: string) {}

  /** Calls a route below `/api/v4`; rejects only when there is no answer, or none in time. */
  async call<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/api/v4${path}`, {
      method,
      headers: { 'PRIVATE-TOKEN': ADMIN_TOKEN, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  }

  /** Calls a route and throws unless the answer is a success. */
  async expect<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.call<T>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Makes a project whose `main` holds a `.gitlab-ci.yml`; answers its id. */
  async createProject(path: string, config: string): Promise<number> {
    const { id } = await this.expect<ProjectResponse>('POST', '/projects', { name: path, path });
    await this.expect('POST', `/projects/${id}/repository/commits`, {
      branch: 'main',
      commit_message: 'Add the pipeline',
      actions: [{ action: 'create', file_path: '.gitlab-ci.yml', content: config }],
    });
    return id;
  }

  createPipeline(projectId: number): Promise<PipelineResponse> {
    return this.expect('POST', `/projects/${projectId}/pipeline`, { ref: 'main' });
  }

  pipeline(projectId: number, pipelineId: number): Promise<PipelineResponse> {
    return this.expect('GET', `/projects/${projectId}/pipelines/${pipelineId}`);
  }

  jobs(projectId: number, pipelineId: number): Promise<readonly JobResponse[]> {
    return this.expect('GET', `/projects/${projectId}/pipelines/${pipelineId}/jobs`);
  }
}

/** Looks again and again until a look gives what is wanted; a guard against hangs, also of a look, and no bar for speed. */
export async function eventually<T>(look: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${withinMs} ms: ${look}`)), withinMs);
  });
  try {
    for (;;) {
      const found = await Promise.race([look(), late]);
      if (found !== undefined) return found;
      await Promise.race([delay(20), late]);
    }
  } finally {
    clearTimeout(timer);
  }
}

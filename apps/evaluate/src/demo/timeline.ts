import type { HistoryEntryResponse, JobResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from './api-client';

/** How often the demo looks at the pipeline. */
const LOOK_EVERY_MS = 50;

/** How long the demo waits for anything before it calls itself stuck; ten times what the slowest step takes. */
const STUCK_AFTER_MS = 30_000;

/** Follows one pipeline and prints each line of its history once, as the API tells it. */
export class Timeline {
  private seen = 0;

  constructor(
    private readonly api: ApiClient,
    private readonly projectId: number,
    private readonly pipelineId: number,
    private readonly print: (line: string) => void,
  ) {}

  /** Prints what happens until the pipeline is as expected; throws when it does not become so. */
  async until(what: string, reached: (pipeline: PipelineResponse, jobs: readonly JobResponse[]) => boolean): Promise<void> {
    const giveUp = AbortSignal.timeout(STUCK_AFTER_MS);
    for (;;) {
      const [pipeline, jobs] = [await this.pipeline(), await this.jobs()];
      await this.printNews();
      if (reached(pipeline, jobs)) return;
      if (giveUp.aborted) throw new Error(`still not there after ${STUCK_AFTER_MS} ms: ${what} (${pipeline.status})`);
      await delay(LOOK_EVERY_MS);
    }
  }

  pipeline(): Promise<PipelineResponse> {
    return this.api.get(`/projects/${this.projectId}/pipelines/${this.pipelineId}`);
  }

  jobs(): Promise<readonly JobResponse[]> {
    return this.api.get(`/projects/${this.projectId}/pipelines/${this.pipelineId}/jobs`);
  }

  /** The latest attempt of a job. */
  async job(name: string): Promise<JobResponse> {
    const job = (await this.jobs()).find((candidate) => candidate.name === name);
    if (!job) throw new Error(`pipeline ${this.pipelineId} has no job ${name}`);
    return job;
  }

  /** Prints the statuses of the pipeline and its jobs. */
  async printState(): Promise<void> {
    const { id, status } = await this.pipeline();
    const jobs = [...(await this.jobs())].sort((a, b) => a.id - b.id);
    this.print(`  pipeline ${id}: ${status}; ${jobs.map((job) => `${job.name} ${job.status}`).join(', ')}`);
  }

  private async printNews(): Promise<void> {
    const path = `/projects/${this.projectId}/pipelines/${this.pipelineId}/history`;
    const history = await this.api.get<readonly HistoryEntryResponse[]>(`${path}?per_page=100`);
    for (const entry of history.filter(({ seq }) => seq > this.seen).sort((a, b) => a.seq - b.seq)) {
      this.seen = entry.seq;
      this.print(line(entry));
    }
  }
}

function line({ at, cause, event, from, job_id, job_name, pipeline_id, to }: HistoryEntryResponse): string {
  const by = cause.actor === null ? cause.type : `${cause.type} (${cause.actor})`;
  const job = `job ${job_id} ${job_name}`.padEnd(26);
  return `  ${at.slice(11, 23)}  pipeline ${pipeline_id}  ${job} ${`${from} -> ${to}`.padEnd(32)} ${event} by ${by}`;
}

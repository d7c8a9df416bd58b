import type { Instant } from '@holdpoint/kernel';
import type { JobId, PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import { epochMs } from '../sql/epoch-ms';
import { selectRows } from '../sql/select-rows';

/** A build that a runner may attend to; instants in epoch milliseconds. */
export interface QueuedBuild {
  readonly jobId: JobId;
  readonly pipelineId: PipelineId;
  readonly name: string;
  readonly status: Status;
  readonly startedAt: Instant | null;
  readonly script: readonly string[];
}

/** The builds that a runner may attend to, and the store's clock. */
export interface RunnerQueueReading {
  readonly now: Instant;
  readonly builds: readonly QueuedBuild[];
}

/** Only latest attempts, so the partial index on them is read; a simulation's builds are few. */
const QUEUE = `
  SELECT holdpoint_now() AS now, coalesce(json_agg(json_build_object('jobId', build.id, 'pipelineId', build.pipeline_id,
    'name', build.name, 'status', build.status, 'script', coalesce(build.options -> 'script', '[]'),
    'startedAt', ${epochMs('build.started_at')}) ORDER BY build.id), '[]') AS builds
  FROM (SELECT * FROM builds WHERE type = 'build' AND NOT retried AND status = ANY($1::text[])
    AND id > $3 ORDER BY id LIMIT $2) build`;

/** Finds builds for a runner; takes no locks: who attends to a build first wins in the corridor. */
export class RunnerQueue {
  constructor(private readonly dataSource: DataSource) {}

  /** The oldest builds after one in one of the statuses, which come from the caller's model. */
  async find(statuses: readonly Status[], limit: number, afterId: JobId = 0): Promise<RunnerQueueReading> {
    const [reading] = await selectRows<RunnerQueueReading>(this.dataSource, QUEUE, [statuses, limit, afterId]);
    if (!reading) throw new Error('The clock has no reading');
    return reading;
  }
}

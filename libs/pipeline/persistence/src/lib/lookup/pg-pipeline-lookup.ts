import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import { PipelineLookup, type CallbackTargets, type FoundPipeline, type TargetSearch, type WakeUps } from '@holdpoint/pipeline-application';
import type { CiModel, PipelineId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { callbackTargetsOf, callbackTargetsQuery } from './callback-targets';
import { readRows } from '../sql/read-rows';
import { STATEMENT_CLOCK } from '../sql/statement-clock';

const pipelineOfProject = namedStatement<[number, number]>(
  'pipeline_of_project',
  'SELECT id, ref, sha FROM pipelines WHERE project_id = $1 AND id = $2',
);

const pipelineOfJob = namedStatement<[number, number]>(
  'pipeline_of_job',
  `SELECT pipelines.id, pipelines.ref, pipelines.sha FROM processables JOIN pipelines ON pipelines.id = processables.pipeline_id
   WHERE processables.id = $2 AND pipelines.project_id = $1`,
);

/**
 * Reads the wake-ups alone, by their index, and takes no lock: candidates are locked later, pipeline by pipeline in the
 * order of their ids, and looked at again. Locking jobs here instead deadlocked against callbacks.
 */
export const WAKE_UPS = `
  SELECT ARRAY(SELECT pipeline_id FROM pipeline_wake_ups WHERE wake_at <= clock.now AND pipeline_id <> ALL($2::bigint[])
      ORDER BY wake_at LIMIT $1) AS due,
    (SELECT wake_at FROM pipeline_wake_ups WHERE wake_at > clock.now ORDER BY wake_at LIMIT 1) AS next_at, clock.now,
    EXISTS (SELECT FROM simulation_clock WHERE instant IS NOT NULL) AS clock_stands
  FROM ${STATEMENT_CLOCK}`;

const wakeUps = namedStatement<[number, readonly PipelineId[]]>('wake_ups', WAKE_UPS);

interface WakeUpsRow {
  readonly now: Instant;
  readonly due: readonly PipelineId[];
  readonly next_at: Instant | null;
  readonly clock_stands: boolean;
}

/** {@link PipelineLookup} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgPipelineLookup extends PipelineLookup {
  constructor(
    private readonly pool: Pool,
    private readonly model: CiModel,
  ) {
    super();
  }

  async findPipeline(projectId: number, pipelineId: PipelineId): Promise<FoundPipeline | undefined> {
    const [pipeline] = await readRows<FoundPipeline & object>(this.pool, pipelineOfProject(projectId, pipelineId));
    return pipeline;
  }

  async findCallbackTargets(search: TargetSearch): Promise<CallbackTargets> {
    return callbackTargetsOf(await readRows<CallbackTargets>(this.pool, callbackTargetsQuery(search, this.model)));
  }

  async findPipelineOfJob(projectId: number, jobId: number): Promise<FoundPipeline | undefined> {
    const [pipeline] = await readRows<FoundPipeline & object>(this.pool, pipelineOfJob(projectId, jobId));
    return pipeline;
  }

  async findWakeUps(limit: number, without: readonly PipelineId[] = []): Promise<WakeUps> {
    const [row] = await readRows<WakeUpsRow>(this.pool, wakeUps(limit, without));
    if (!row) throw new Error('The clock has no reading');
    return { now: row.now, due: row.due, nextAt: row.next_at, clockStands: row.clock_stands };
  }
}

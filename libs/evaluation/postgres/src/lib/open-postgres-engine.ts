import { CorridorEngine, type CaseEngine, type CorridorEngineParts } from '@holdpoint/evaluation-scenario';
import { Corridor, SweepOverdue } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, JOB_KINDS, type CiModel } from '@holdpoint/pipeline-domain';
import {
  createDataSource,
  createStorePool,
  JobQueries,
  migrateDatabase,
  PgPipelineLookup,
  PgPipelineStore,
  PipelineQueries,
  ProjectRepository,
  SimulationClock,
  StageQueries,
} from '@holdpoint/pipeline-persistence';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** An engine on a database, with what it works on. */
export interface OpenedEngine extends Pick<CorridorEngineParts, 'projectId' | 'store' | 'corridor'> {
  readonly engine: CaseEngine;
  readonly pool: Pool;
  /** Closes the connections; the database stays as it is. */
  close(): Promise<void>;
}

/**
 * Opens an engine on a PostgreSQL database, which is migrated and gets a project of its own for the cases, of that name;
 * throws when there is one. The schema is the product's, whatever the model.
 */
export async function openPostgresEngine(
  url: string,
  model: CiModel = HOLDPOINT_CI_MODEL,
  name = `cases-${process.pid}`,
): Promise<OpenedEngine> {
  await migrateDatabase(url);
  const [pool, dataSource] = [createStorePool(url), await createDataSource(url).initialize()];
  const closePools = (): Promise<unknown> => Promise.all([pool.end(), dataSource.destroy()]);
  const project = await new ProjectRepository(pool).create({ name, path: `conformance/${name}` });
  if (!project.ok) {
    await closePools();
    throw new Error(`the project conformance/${name} is there already: name another database`);
  }
  const projectId = project.value.id;
  const store = new PgPipelineStore(pool, { model });
  const corridor = new Corridor(store, model);
  const parts = { name: 'PostgreSQL', projectId, store, corridor, ...timeOf(pool, corridor, model), ...readersOf(dataSource, projectId) };
  const close = async (): Promise<void> => {
    await corridor.stop();
    await closePools();
  };
  return { engine: new CorridorEngine(parts), projectId, store, corridor, pool, close };
}

/** The clock of the whole database is stepped, and stands from then on; the sweep is the one that every worker runs. */
function timeOf(pool: Pool, corridor: Corridor, model: CiModel): Pick<CorridorEngineParts, 'step' | 'sweep'> {
  const [clock, sweeper] = [new SimulationClock(pool), new SweepOverdue(new PgPipelineLookup(pool, model), corridor)];
  return {
    step: async (ms) => {
      const stepped = await clock.step(ms);
      if (!stepped.ok) throw new Error(`the clock cannot be stepped by ${ms} ms`);
    },
    sweep: async () => {
      const { failures } = await sweeper.execute();
      if (failures[0]) throw failures[0].error;
    },
  };
}

/** Read what the store holds through the queries that answer API calls, not through the pass that wrote it. */
function readersOf(dataSource: DataSource, projectId: number): Pick<CorridorEngineParts, 'view' | 'jobId'> {
  const [pipelines, stages, jobs] = [
    new PipelineQueries(dataSource),
    new StageQueries(dataSource),
    new JobQueries(dataSource),
  ];
  return {
    view: async (pipelineId) => {
      const pipeline = await pipelines.find(projectId, pipelineId);
      if (!pipeline) throw new Error(`pipeline ${pipelineId} is not stored`);
      const latest = await jobs.allOfPipeline(pipelineId, { kinds: JOB_KINDS, includeRetried: false });
      return {
        pipeline: pipeline.status,
        stages: statuses(await stages.listByPipeline(pipelineId)),
        jobs: statuses(latest),
      };
    },
    jobId: async (pipelineId, name, attempt) => {
      const attempts = await jobs.allOfPipeline(pipelineId, { kinds: JOB_KINDS, includeRetried: true });
      return attempts.find((job) => job.name === name && job.attempt === attempt)?.id;
    },
  };
}

const statuses = (rows: readonly { name: string; status: string }[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.map(({ name, status }) => [name, status]));

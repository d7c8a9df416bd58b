import { CorridorEngine, type CaseEngine, type CorridorEngineParts } from '@holdpoint/evaluation-scenario';
import { Corridor, SweepOverdue } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, JOB_KINDS } from '@holdpoint/pipeline-domain';
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

/** Opens an engine on a PostgreSQL database, which is migrated and gets a project of its own for the cases. */
export async function openPostgresEngine(url: string): Promise<{ engine: CaseEngine; close: () => Promise<void> }> {
  await migrateDatabase(url);
  const [pool, dataSource] = [createStorePool(url), await createDataSource(url).initialize()];
  const store = new PgPipelineStore(pool);
  const corridor = new Corridor(store, HOLDPOINT_CI_MODEL);
  const name = `cases-${process.pid}`;
  const project = await new ProjectRepository(pool).create({ name, path: `conformance/${name}` });
  if (!project.ok) throw new Error(`the project conformance/${name} is there already: name another database`);
  const projectId = project.value.id;
  return {
    engine: new CorridorEngine({
      name: 'PostgreSQL',
      projectId,
      store,
      corridor,
      ...timeOf(pool, corridor),
      ...readersOf(dataSource, projectId),
    }),
    close: async () => {
      await corridor.stop();
      await Promise.all([pool.end(), dataSource.destroy()]);
    },
  };
}

/** The clock of the whole database is stepped, and stands from then on; the sweep is the one that every worker runs. */
function timeOf(pool: Pool, corridor: Corridor): Pick<CorridorEngineParts, 'step' | 'sweep'> {
  const [clock, sweeper] = [new SimulationClock(pool), new SweepOverdue(new PgPipelineLookup(pool), corridor)];
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

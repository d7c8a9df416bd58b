import { CorridorEngine, type CaseEngine, type CaseView } from '@holdpoint/evaluation-scenario';
import { Corridor } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, JOB_KINDS } from '@holdpoint/pipeline-domain';
import {
  createDataSource,
  createStorePool,
  JobQueries,
  migrateDatabase,
  PgPipelineStore,
  PipelineQueries,
  ProjectRepository,
  StageQueries,
} from '@holdpoint/pipeline-persistence';
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
    engine: new CorridorEngine({ name: 'PostgreSQL', projectId, store, corridor, view: viewReader(dataSource, projectId) }),
    close: async () => {
      await corridor.stop();
      await Promise.all([pool.end(), dataSource.destroy()]);
    },
  };
}

/** Reads what the store holds through the queries that answer API calls, not through the pass that wrote it. */
function viewReader(dataSource: DataSource, projectId: number): (pipelineId: number) => Promise<CaseView> {
  const [pipelines, stages, jobs] = [
    new PipelineQueries(dataSource),
    new StageQueries(dataSource),
    new JobQueries(dataSource),
  ];
  return async (pipelineId) => {
    const pipeline = await pipelines.find(projectId, pipelineId);
    if (!pipeline) throw new Error(`pipeline ${pipelineId} is not stored`);
    const latest = await jobs.allOfPipeline(pipelineId, { kinds: JOB_KINDS, includeRetried: false });
    return {
      pipeline: pipeline.status,
      stages: statuses(await stages.listByPipeline(pipelineId)),
      jobs: statuses(latest),
    };
  };
}

const statuses = (rows: readonly { name: string; status: string }[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.map(({ name, status }) => [name, status]));

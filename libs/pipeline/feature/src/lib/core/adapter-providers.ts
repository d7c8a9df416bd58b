import { Logger, type Provider } from '@nestjs/common';
import { CallbackLedger, CommitSource, PipelineLookup, PipelineStore } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import {
  AccessLookup,
  AccessTokens,
  CallbackQueries,
  CommitRepository,
  DeadlineTasks,
  HistoryQueries,
  JobQueries,
  MemberRepository,
  PgCallbackLedger,
  PgCommitSource,
  PgPipelineLookup,
  PgPipelineStore,
  PipelineQueries,
  ProjectRepository,
  RunnerQueue,
  SimulationClock,
  StageQueries,
  TaskQueue,
  UserRepository,
  WakeListener,
} from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from './active-ci-model';
import type { CoreOptions } from './core-options';
import { DatabasePing } from './database-ping';

/** Everything that talks to the database. */
export function adapterProviders(options: CoreOptions): readonly Provider[] {
  return [
    { provide: ActiveCiModel, useValue: options.model ?? HOLDPOINT_CI_MODEL },
    ...ports(options),
    ...onPool(options, AccessLookup, AccessTokens, CommitRepository, MemberRepository, ProjectRepository, SimulationClock),
    ...onPool(options, UserRepository),
    ...onDataSource(options, CallbackQueries, HistoryQueries, JobQueries, PipelineQueries, RunnerQueue, StageQueries),
    ...wakers(options),
  ];
}

/** The ports, bound to PostgreSQL. */
const ports = ({ pool, deadlineTasks, model = HOLDPOINT_CI_MODEL }: CoreOptions): readonly Provider[] => [
  { provide: PipelineStore, useValue: new PgPipelineStore(pool, { deadlineTasks, model }) },
  { provide: PipelineLookup, useValue: new PgPipelineLookup(pool) },
  { provide: CallbackLedger, useValue: new PgCallbackLedger(pool) },
  { provide: CommitSource, useValue: new PgCommitSource(pool) },
  { provide: DatabasePing, useValue: { ping: async () => void (await pool.query('SELECT 1')) } },
];

type On<Connection> = new (connection: Connection) => object;

const onPool = ({ pool }: CoreOptions, ...classes: readonly On<CoreOptions['pool']>[]): readonly Provider[] =>
  classes.map((adapter) => ({ provide: adapter, useValue: new adapter(pool) }));

const onDataSource = (
  { dataSource }: CoreOptions,
  ...classes: readonly On<CoreOptions['dataSource']>[]
): readonly Provider[] => classes.map((queries) => ({ provide: queries, useValue: new queries(dataSource) }));

/** What wakes processes: tasks, and word from other replicas. */
function wakers({ databaseUrl: url, pool, deadlineTasks: enabled }: CoreOptions): readonly Provider[] {
  const [listenerLog, queueLog] = [new Logger(WakeListener.name), new Logger(TaskQueue.name)];
  const onError = (error: unknown): void => listenerLog.warn({ msg: 'lost its connection and tries again', err: error });
  const onProblem = (message: string): void => queueLog.warn(message);
  return [
    { provide: DeadlineTasks, useValue: new DeadlineTasks(pool, { enabled }) },
    { provide: TaskQueue, useValue: new TaskQueue({ url, onProblem }) },
    { provide: WakeListener, useValue: new WakeListener({ url, onError }) },
  ];
}

import { pingDatabase } from '@holdpoint/database';
import { Logger, type Provider } from '@nestjs/common';
import {
  ArtifactRegistry,
  BridgeErrors,
  BridgeLookup,
  BridgePermission,
  CallbackLedger,
  CommitPipelines,
  CommitSource,
  ConfigReader,
  EventLedger,
  EventLookup,
  PipelineDeletion,
  PipelineLookup,
  PipelineStore,
  ProjectDeletion,
  RefusedCallLog,
  ResourceGroups,
  UserPipelines,
} from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { HookSender, HookTargets } from '@holdpoint/pipeline-hooks';
import {
  AccessLookup,
  AccessTokens,
  ArtifactRevisions,
  BlockedUserTasks,
  CallbackQueries,
  CommitRepository,
  CommitStatusQueries,
  DeadlineTasks,
  EventListener,
  EventLog,
  ExternalHooks,
  HistoryQueries,
  HookDeliveries,
  JobQueries,
  JobTokens,
  LedgerUpkeep,
  OwnToken,
  PgBridgeErrors,
  PgBridgeLookup,
  PgBridgePermission,
  MemberRepository,
  PgCallbackLedger,
  PgCommitPipelines,
  PgCommitSource,
  PgEventLedger,
  PgEventLookup,
  PgPipelineDeletion,
  PgProjectDeletion,
  PgPipelineLookup,
  requireKnownSchema,
  PgPipelineStore,
  PgRefusedCallLog,
  PgResourceGroups,
  PgUserPipelines,
  PipelineNames,
  PipelineQueries,
  PipelineTasks,
  ProjectDeletionTasks,
  ProjectRepository,
  Receivers,
  RefusedCallQueries,
  Registries,
  DeploymentQueries,
  EnvironmentRepository,
  ResourceGroupQueries,
  ResourceGroupRepository,
  RunnerQueue,
  SimulationClock,
  StageQueries,
  TaskQueue,
  TaskUpkeep,
  UserRepository,
  WakeListener,
  type ListenerSettings,
} from '@holdpoint/pipeline-persistence';
import { EVENT_STREAM_OPTIONS, EventStreamOptions } from '../events/event-stream-options';
import { ExternalAddress } from '../http/server/external-address';
import { ActiveCiModel } from './active-ci-model';
import type { CoreOptions } from './core-options';
import { DatabasePing } from './database-ping';

/** Everything that talks to the database. */
export function adapterProviders(options: CoreOptions): readonly Provider[] {
  return [
    { provide: ActiveCiModel, useValue: options.model ?? HOLDPOINT_CI_MODEL },
    { provide: LedgerUpkeep, useValue: new LedgerUpkeep(options.pool, options.model ?? HOLDPOINT_CI_MODEL) },
    { provide: EventStreamOptions, useValue: { ...EVENT_STREAM_OPTIONS, ...options.eventStreams } },
    { provide: ConfigReader, useValue: options.configReader },
    { provide: ExternalAddress, useValue: new ExternalAddress(options.externalUrl) },
    ...ports(options),
    ...onPool(options, AccessLookup, AccessTokens, ArtifactRevisions, BlockedUserTasks, CommitRepository, EventLog, MemberRepository, PipelineNames, PipelineTasks),
    ...onPool(options, OwnToken, ProjectDeletionTasks, ProjectRepository, EnvironmentRepository, ResourceGroupRepository, SimulationClock, TaskUpkeep, UserRepository),
    ...onDataSource(options, CallbackQueries, CommitStatusQueries, DeploymentQueries, HistoryQueries, JobQueries, PipelineQueries, RefusedCallQueries, ResourceGroupQueries, RunnerQueue, StageQueries),
    ...withSecrets(options),
    ...wakers(options),
  ];
}

/** The ports, bound to PostgreSQL. */
const ports = ({ pool, dataSource, deadlineTasks, model = HOLDPOINT_CI_MODEL }: CoreOptions): readonly Provider[] => [
  { provide: PipelineStore, useValue: new PgPipelineStore(pool, { deadlineTasks, model }) },
  { provide: PipelineDeletion, useValue: new PgPipelineDeletion(pool) },
  { provide: ProjectDeletion, useValue: new PgProjectDeletion(pool) },
  { provide: PipelineLookup, useValue: new PgPipelineLookup(pool, model) },
  { provide: BridgeErrors, useValue: new PgBridgeErrors(pool) },
  { provide: BridgeLookup, useValue: new PgBridgeLookup(pool) },
  { provide: BridgePermission, useValue: new PgBridgePermission(pool) },
  { provide: CallbackLedger, useValue: new PgCallbackLedger(pool, model) },
  { provide: EventLedger, useValue: new PgEventLedger(pool) },
  { provide: EventLookup, useValue: new PgEventLookup(pool, model) },
  { provide: ResourceGroups, useValue: new PgResourceGroups(pool) },
  { provide: RefusedCallLog, useValue: new PgRefusedCallLog(pool) },
  { provide: CommitPipelines, useValue: new PgCommitPipelines(pool, model) },
  { provide: UserPipelines, useValue: new PgUserPipelines(pool) },
  { provide: CommitSource, useValue: new PgCommitSource(pool) },
  { provide: DatabasePing, useValue: { ping: () => pingBoth(pool, dataSource) } },
];

/** The connections of reads are others: where only they are cut off, most of what is asked is not answered. */
async function pingBoth(pool: CoreOptions['pool'], dataSource: CoreOptions['dataSource']): Promise<void> {
  await Promise.all([pingDatabase(pool).then(() => requireKnownSchema(pool)), dataSource.query('SELECT')]);
}

type On<Connection> = new (connection: Connection) => object;

const onPool = ({ pool }: CoreOptions, ...classes: readonly On<CoreOptions['pool']>[]): readonly Provider[] =>
  classes.map((adapter) => ({ provide: adapter, useValue: new adapter(pool) }));

const onDataSource = (
  { dataSource }: CoreOptions,
  ...classes: readonly On<CoreOptions['dataSource']>[]
): readonly Provider[] => classes.map((queries) => ({ provide: queries, useValue: new queries(dataSource) }));

/** Whatever encrypts, derives or signs, and what sends it. */
const withSecrets = ({ pool, secrets, hookTargets, artifactRegistry }: CoreOptions): readonly Provider[] => [
  ...[ExternalHooks, HookDeliveries, JobTokens, Receivers, Registries].map((adapter) => ({ provide: adapter, useValue: new adapter(pool, secrets) })),
  { provide: HookTargets, useValue: hookTargets },
  { provide: ArtifactRegistry, useValue: artifactRegistry },
  { provide: HookSender, useValue: new HookSender(hookTargets) },
];

/** How often the queue is looked at where deadlines are tasks: none is to be noticed later than that. */
const DEADLINE_POLL_MS = 500;

/** What wakes processes: tasks, and word from other replicas. */
function wakers({ databaseUrl: url, pool, deadlineTasks: enabled }: CoreOptions): readonly Provider[] {
  const queueLog = new Logger(TaskQueue.name);
  const onProblem = (message: string): void => queueLog.warn(message);
  return [
    { provide: DeadlineTasks, useValue: new DeadlineTasks(pool, { enabled }) },
    { provide: TaskQueue, useValue: new TaskQueue({ url, onProblem, ...(enabled && { pollIntervalMs: DEADLINE_POLL_MS }) }) },
    ...[WakeListener, EventListener].map((listener) => ({ provide: listener, useValue: listenerOn(url, listener) })),
  ];
}

function listenerOn(url: string, listener: new (settings: ListenerSettings) => object): object {
  const logger = new Logger(listener.name);
  const onError = (error: unknown): void => logger.warn({ msg: 'lost its connection and tries again', err: error });
  return new listener({ url, onError });
}

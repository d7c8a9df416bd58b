export { JobTokens, type JobToken, type TokenJob } from './lib/access/job-tokens';
export { AccessLookup, type AccessQuestion, type ResolvedAccess } from './lib/access/access-lookup';
export { OwnToken, type OwnTokenRow } from './lib/access/own-token';
export { AccessTokens, type AccessTokenInput, type NewToken } from './lib/access/access-tokens';
export type { TokenOwner } from './lib/access/owned-tokens';
export { MemberRepository, type MemberChange, type MemberFilter, type MemberRow, type NewMember } from './lib/access/member-repository';
export { PgBridgePermission } from './lib/access/pg-bridge-permission';
export { newTokenText } from './lib/access/token-text';
export type { TokenProblem } from './lib/access/resolved-row';
export type { IssuedToken, TokenRow } from './lib/access/token-row';
export { BlockedUserTasks, blockedUserTaskOf, DROP_USER_PIPELINES, type BlockedUserTask } from './lib/access/blocked-user-tasks';
export type { TokenFilter } from './lib/access/token-filter';
export { UserRepository, type NewUser, type UserFilter } from './lib/access/user-repository';
export { USER_STATES, type UserBadge, type UserRow } from './lib/access/user-row';
export { ARTIFACT_SOURCES, type ArtifactSource } from './lib/artifacts/artifact-source';
export {
  ArtifactRevisions,
  type AddedRevision,
  type ArtifactRevisionFilter,
  type ArtifactRevisionRow,
  type NewArtifactRevision,
} from './lib/artifacts/artifact-revisions';
export { digestTaskOf, parkedDigestsTaskOf, RESOLVE_DIGEST, RESOLVE_PARKED_DIGESTS, type DigestTask } from './lib/artifacts/artifact-tasks';
export { Registries, type RegistryCredentials, type RegistryRow, type RegistryToAsk } from './lib/artifacts/registries';
export { SimulationClock, type ClockReading } from './lib/clock/simulation-clock';
export { DeadlineTasks, type DeadlineTasksSettings } from './lib/deadline-tasks/deadline-tasks';
export { DELIVERY_STATES, type DeliveryState } from './lib/hooks/delivery-state';
export type { ExternalHookChanges, ExternalHookRow, NewExternalHook } from './lib/hooks/external-hook-row';
export { ExternalHooks } from './lib/hooks/external-hooks';
export { HookDeliveries } from './lib/hooks/hook-deliveries';
export type { DeliveriesBefore, DeliveryTry, DueDelivery, HookDeliveryRow } from './lib/hooks/hook-delivery-row';
export { DELIVER_HOOK } from './lib/hooks/hook-tasks';
export { PgBridgeErrors } from './lib/lookup/pg-bridge-errors';
export { PgBridgeLookup } from './lib/lookup/pg-bridge-lookup';
export { EventListener, type EventCallback } from './lib/events/event-listener';
export { EventLog, type EventPage, type EventRange, type EventRow, type EventScope } from './lib/events/event-log';
export type { ListenerSettings } from './lib/lookup/channel-listener';
export { PgCallbackLedger } from './lib/lookup/pg-callback-ledger';
export { PgCommitPipelines } from './lib/lookup/pg-commit-pipelines';
export { PgUserPipelines } from './lib/lookup/pg-user-pipelines';
export { PgCommitSource } from './lib/lookup/pg-commit-source';
export { PgEventLedger } from './lib/lookup/pg-event-ledger';
export { PgEventLookup } from './lib/lookup/pg-event-lookup';
export { PgPipelineDeletion } from './lib/lookup/pg-pipeline-deletion';
export { PgProjectDeletion } from './lib/projects/pg-project-deletion';
export { DELETE_PROJECT, deletedProjectOf, ProjectDeletionTasks } from './lib/projects/project-deletion-tasks';
export { PgPipelineLookup, WAKE_UPS } from './lib/lookup/pg-pipeline-lookup';
export { PgRefusedCallLog } from './lib/lookup/pg-refused-call-log';
export { WakeListener, type WakeCallback } from './lib/lookup/wake-listener';
export { TREE_LIMITS, type CommitAction, type FileProblem, type TreeProblem } from './lib/projects/commit-files';
export { CommitRepository, type CommitRefusal, type NewCommit } from './lib/projects/commit-repository';
export type { CommitRow } from './lib/projects/commit-row';
export { PipelineNames } from './lib/projects/pipeline-names';
export { PROJECT_ORDERS, type ProjectFilter, type ProjectOrder } from './lib/projects/project-list';
export { ProjectRepository, type NewProject, type ProjectChanges, type ProjectSettings } from './lib/projects/project-repository';
export type { BranchRow, ProjectRow } from './lib/projects/project-row';
export type { CallbackCursor, CallbackFilter, CallbacksBefore } from './lib/queries/callback-list';
export { CallbackQueries, type CallbackMatchRow, type CallbackRow, type CallbackWithMatches, type ParkedRow } from './lib/queries/callback-queries';
export { CommitStatusQueries, type CommitStatusFilter, type CommitStatusRow } from './lib/queries/commit-status-queries';
export { HistoryQueries, type HistoryAfter, type HistoryRow } from './lib/queries/history-queries';
export { JobQueries, type JobFilter } from './lib/queries/job-queries';
export type { JobConflict, JobRow } from './lib/queries/job-row';
export type { PageOf, PageRequest } from './lib/sql/page-of';
export { PipelineQueries, type CrossProjectViewer, type DownstreamRow, type PipelineFilter, type PipelineOrder, type PipelineSourceRow } from './lib/queries/pipeline-queries';
export { RefusedCallQueries, type RefusedCallRow } from './lib/queries/refused-call-queries';
export type {
  DeliveryReceiver,
  NewReceiver,
  ReceiverChanges,
  ReceiverRow,
  RequiredHeader,
} from './lib/receivers/receiver-row';
export { RECEIVER_TYPES, type ReceiverType } from './lib/receivers/receiver-type';
export { Receivers } from './lib/receivers/receivers';
export type { PipelineDetailRow, PipelineRow } from './lib/queries/pipeline-row';
export { EnvironmentRepository, type EnvironmentFilter, type EnvironmentRow } from './lib/environments/environment-repository';
export { DEPLOYMENT_ORDERS, type DeploymentFilter } from './lib/queries/deployment-filter';
export { DeploymentQueries, type DeploymentRow } from './lib/queries/deployment-queries';
export { PgResourceGroups } from './lib/resource-groups/pg-resource-groups';
export { ResourceGroupRepository, type ResourceGroupRow } from './lib/resource-groups/resource-group-repository';
export { ResourceGroupQueries, type JobAhead } from './lib/queries/resource-group-queries';
export { RunnerQueue, type QueuedBuild, type RunnerQueueReading } from './lib/queries/runner-queue';
export { StageQueries, type StageRow } from './lib/queries/stage-queries';
export { createDataSource, type DataSourceSettings } from './lib/schema/create-data-source';
export { LEDGER_REFERENCES, type LedgerReference } from './lib/schema/ledger-references';
export { migrateDatabase } from './lib/schema/migrate-database';
export { requireKnownSchema } from './lib/schema/require-known-schema';
export { UnusableDatabase } from './lib/schema/unusable-database';
export {
  PipelineTasks,
  pipelineTaskOf,
  resourceTaskOf,
  type PipelineTask,
  type PipelineTaskName,
} from './lib/tasks/pipeline-tasks';
export { LedgerUpkeep, type LedgerDeletions } from './lib/upkeep/ledger-upkeep';
export { runEach } from './lib/upkeep/run-each';
export { TaskUpkeep, type TaskDeletions } from './lib/upkeep/task-upkeep';
export { TryLater } from './lib/tasks/try-later';
export { TaskQueue, type TaskHandler, type TaskQueueSettings, type TaskTry } from './lib/tasks/task-queue';
export { createStorePool, type StorePoolSettings } from './lib/store/create-store-pool';
export { PgPipelineStore, type PipelineStoreSettings } from './lib/store/pg-pipeline-store';

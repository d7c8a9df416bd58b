export { Corridor, type CorridorOptions } from './lib/corridor/corridor';
export type { CorridorAnswer, CorridorRefusal, CorridorRequest } from './lib/corridor/corridor-member';
export type { StoredDeployment, StoredEnvironment } from './lib/in-memory/in-memory-environments';
export { InMemoryPipelineStore, type StoredEffect, type StoredMatch, type StoredTransition } from './lib/in-memory/in-memory-pipeline-store';
export { BridgeErrors } from './lib/ports/bridge-errors';
export {
  BridgeLookup,
  type BridgeSnapshot,
  type ChildrenOf,
  type DownstreamLink,
  type DownstreamProject,
  type PipelineHierarchy,
} from './lib/ports/bridge-lookup';
export { BridgePermission } from './lib/ports/bridge-permission';
export { CommitPipelines, type CommitKey, type FoundForCommit } from './lib/ports/commit-pipelines';
export { CommitSource, type CommitFacts, type CommitSnapshot, type TreeFacts, type TreeQuestions } from './lib/ports/commit-source';
export { CallbackLedger, type ClaimOutcome, type IdempotencyClaim } from './lib/ports/callback-ledger';
export { ConfigReader } from './lib/ports/config-reader';
export { ConfigReaderUnavailable } from './lib/ports/config-reader-unavailable';
export { PipelineDeletion, type DeletablePipeline } from './lib/ports/pipeline-deletion';
export { ProjectDeletion } from './lib/ports/project-deletion';
export { PipelineLookup, type CallbackTargets, type FoundTarget, type FoundPipeline, type TargetSearch, type WakeUps } from './lib/ports/pipeline-lookup';
export {
  PipelineStore,
  type BridgeKey,
  type CallbackRecord,
  type CreatedPipeline,
  type JobNumbers,
  type NamedJobs,
  type NamedProjects,
  type PipelineInProject,
  type NewPipeline,
  type LockedPipelines,
  type PipelineTransaction,
  type StoredParkedCallback,
  type WriteBatch,
} from './lib/ports/pipeline-store';
export {
  ArtifactRegistry,
  type RegistryAnswer,
  type RegistryProblem,
  type RegistryQuestion,
} from './lib/ports/artifact-registry';
export { EventLedger, type EventSettlement } from './lib/ports/event-ledger';
export { EventLookup, type ConsumingJob, type ParkedEvent, type ParkedSearch, type WatcherSearch } from './lib/ports/event-lookup';
export { ResourceGroups, type AssignedJob } from './lib/ports/resource-groups';
export { RefusedCallLog, type RefusedCallCount, type RefusedCallSample } from './lib/ports/refused-call-log';
export { StoreError, type StoreErrorKind } from './lib/ports/store-error';
export { UserPipelines } from './lib/ports/user-pipelines';
export { MASK, redactSecrets, redactText } from './lib/redaction/redact-secrets';
export { ActOnJob } from './lib/use-cases/act-on-job';
export { ActOnPipeline } from './lib/use-cases/act-on-pipeline';
export { CancelDownstream } from './lib/use-cases/cancel-downstream';
export type { ActionRefusal } from './lib/use-cases/changed-jobs';
export {
  CreatePipeline,
  type CreatePipelineRefusal,
  type CreatePipelineRequest,
} from './lib/use-cases/create-pipeline';
export { planContextOf, type PlannedCommit } from './lib/use-cases/plan-context-of';
export { planWithTree } from './lib/use-cases/plan-with-tree';
export { readWithTree } from './lib/use-cases/read-with-tree';
export { DeletePipeline, type DeletionRefusal } from './lib/use-cases/delete-pipeline';
export { DeleteProject, type DeletedProject, type DeletionProgress } from './lib/use-cases/delete-project';
export { DropUserPipelines } from './lib/use-cases/drop-user-pipelines';
export { HandOnResource } from './lib/use-cases/hand-on-resource';
export { FollowDownstream } from './lib/use-cases/follow-downstream';
export { TriggerDownstream } from './lib/use-cases/trigger-downstream';
export type { CallbackRefusal, InboundCallback, ReportedCallback } from './lib/use-cases/inbound-callback';
export { OncePerKey } from './lib/use-cases/once-per-key';
export { ReportCallback } from './lib/use-cases/report-callback';
export type { InboundCommitStatus } from './lib/use-cases/inbound-commit-status';
export { commitStatusCallback } from './lib/use-cases/commit-status-callback';
export {
  ReportCommitStatus,
  type CommitStatusRefusal,
  type ReportedCommitStatus,
} from './lib/use-cases/report-commit-status';
export type { EventReceiver, InboundEvent } from './lib/use-cases/inbound-event';
export { DecideParkedEvents, type UndecidedEvent } from './lib/use-cases/decide-parked-events';
export { ReportEvent } from './lib/use-cases/report-event';
export { SWEEP_BATCH_MAX, SweepOverdue, type SweepReport } from './lib/use-cases/sweep-overdue';
export { UpdateBuild } from './lib/use-cases/update-build';

export { ACCESS_LEVELS, type AccessLevel } from './lib/access/access-level';
export { authorOf, emailOf } from './lib/access/email-of';
export {
  holdsNamespace,
  mayAskForRemoval,
  mayGrant,
  mayActFor,
  memberLevel,
  memberRemoval,
  tokenLevel,
  type GrantedMember,
  type MemberRefusal,
} from './lib/access/grantable-level';
export { accessLevelOf, judgeAccess, mayForceCancel, type AccessFacts, type AccessJudgement } from './lib/access/judge-access';
export {
  JOB_TOKEN_PREFIX,
  membershipsOf,
  type Bearer,
  type JobPrincipal,
  type Principal,
  type ProjectBotPrincipal,
  type UserPrincipal,
} from './lib/access/principal';
export { REQUIREMENTS, type Requirement } from './lib/access/requirement';
export { rotatedTokenExpiry, tokenExpiry } from './lib/access/token-expiry';
export { TOKEN_SCOPES, type TokenScope } from './lib/access/token-scope';
export { ablateKind, ablateStatus } from './lib/status/ablate';
export { defineCiModel, type CiModel } from './lib/status/ci-model';
export { compositeStatus, type CompositeStatus, type FoldedJob } from './lib/status/composite-status';
export { defineStatusModel } from './lib/status/define-status-model';
export { FOLD_VARIANTS, foldTable, type FoldVariant } from './lib/status/fold-table';
export { HOLDPOINT_CI_MODEL } from './lib/status/holdpoint-ci-model';
export { holdpointJobKinds } from './lib/status/holdpoint-job-kinds';
export { holdpointStatusModel } from './lib/status/holdpoint-status-model';
export { inSet, membersOf } from './lib/status/in-set';
export { initialStatus } from './lib/status/initial-status';
export { JOB_KINDS, type JobKind } from './lib/status/job-kind';
export {
  hasCapability,
  KIND_READERS,
  kindsListedIn,
  type Capability,
  type CopiedField,
  type JobKindModel,
  type JobKinds,
  type JobList,
  type KindReader,
} from './lib/status/job-kinds';
export { nextStatus } from './lib/status/next-status';
export { STATUSES, type Status } from './lib/status/status';
export type { FoldRow, FoldTable, FoldValue, MirrorTable, StartTable, StateMachine, StatusModel } from './lib/status/status-model';
export {
  MACHINES,
  SET_READERS,
  type FoldReader,
  type MachineName,
  type SetReader,
  type StatusReader,
  type StatusSet,
} from './lib/status/status-readers';
export {
  ON_SUPERSEDED,
  PIPELINE_JOBS_MAX,
  TIMEOUT_MAX_S,
  WATCHED_KINDS,
  type AutoCancelPlan,
  type ExternalOptions,
  type GivenVariable,
  type JobOptions,
  type JobPlan,
  type JobWhen,
  type EnvironmentOptions,
  type EnvironmentPlan,
  type NeedPlan,
  type OnSuperseded,
  type PipelinePlan,
  type RetryPlan,
  type StagePlan,
  type TriggerOptions,
  type WatchedObject,
} from './lib/plan/pipeline-plan';
export { JobGraph } from './lib/graph/job-graph';
export type { NeedsNode } from './lib/graph/needs-order';
export { COMMIT_STATUS_SOURCE, COMMIT_STATUS_STATES, type CommitStatusState } from './lib/commit-status/commit-status-state';
export { commitStatusEvent } from './lib/commit-status/commit-status-steps';
export { commitStatusWord } from './lib/commit-status/commit-status-word';
export { makesOlderRedundant } from './lib/commands/decide-other-pipeline';
export type { CommandRefusal, CommandResult, IllegalTransition } from './lib/commands/command-result';
export {
  CALLBACK_OUTCOMES,
  namedAttempts,
  type BridgeCommand,
  type BuildUpdateCommand,
  type CallbackCommand,
  type CallbackOutcome,
  type CallbackReport,
  type CommitStatusCommand,
  type DropPipelineCommand,
  type EventOutcome,
  type FireEventCommand,
  type JobActionCommand,
  type NamedAttempts,
  type OtherPipelineCommand,
  type PipelineActionCommand,
  type PipelineCommand,
} from './lib/commands/pipeline-command';
export type { DeploymentChange, EnvironmentChange } from './lib/environment/deployments';
export {
  DEPLOYMENT_STATUSES,
  ENVIRONMENT_ACTIONS,
  ENVIRONMENT_STATES,
  ENVIRONMENT_TIERS,
  FINISHED_DEPLOYMENTS,
  type DeploymentStatus,
  type EnvironmentAction,
  type EnvironmentState,
  type EnvironmentTier,
} from './lib/environment/environment-words';
export { inLine, lineRuleOf, PROCESS_MODES, type LineRule, type ProcessMode, type QueuedJob } from './lib/resource-group/process-mode';
export { REQUEST_STATES, type RequestState, type ResourceRequest, type ResourceRequestChange } from './lib/resource-group/resource-changes';
export { PipelinePass, runPass, type PassOutcome } from './lib/commands/pipeline-pass';
export {
  BRIDGE_LIMITS,
  CHILD_SOURCE,
  judgeTrigger,
  type TriggerFacts,
  type UpstreamPipeline,
} from './lib/bridge/judge-trigger';
export { callbackKeys, digestKey, keysOfJob, keysToLock, revisionKey, type CallbackTarget } from './lib/external-job/callback-keys';
export {
  VERDICTS,
  type CallbackMatch,
  type LedgerMatch,
  type Judgement,
  type ParkedCallback,
  type Verdict,
  type VerdictReason,
} from './lib/external-job/callback-match';
export {
  NO_REVISION,
  type ClaimedSha,
  type EventSubject,
  type ExternalEvent,
  type JobSubject,
  type ObjectSubject,
  type RevisionClaims,
} from './lib/external-job/external-event';
export type { EventFacts, RevisionRelation, RevisionSource } from './lib/external-job/event-facts';
export { FAIL_ON_MAX } from './lib/external-job/count-failure';
export { hearsOf } from './lib/external-job/judge-event';
export { relationTo, type ShaOnRef } from './lib/external-job/revision-relation';
export { resolveRevision, UNKNOWN_DIGEST, withKnowledge, type KnownDigest, type ResolvedRevision } from './lib/external-job/resolve-revision';
export { callbackStatuses, type CallbackStatuses } from './lib/external-job/callback-statuses';
export { CONSUMING_REASONS, CONSUMING_VERDICTS, isConsuming, isDeciding, UNDECIDED_REASONS } from './lib/external-job/consumed-event';
export { commitStatusMatchKey, matchKeyOf, objectMatchKey } from './lib/external-job/match-key';
export { endsJobs, planEvent, type EventParking, type EventPlan, type KnownEvent } from './lib/external-job/plan-event';
export { actorOfReceiver, receiverOfActor } from './lib/external-job/receiver-actor';
export { missingKeys, type MissingKeys } from './lib/external-job/missing-keys';
export type { Watcher, Watchers } from './lib/external-job/watcher';
export { leadingMatch, standingMatches } from './lib/external-job/leading-match';
export { CALLBACK_MATCH_POLICIES, selectByKey, selectMatches, type Ambiguity, type CallbackMatchPolicy, type MatchCandidate } from './lib/external-job/match-policy';
export {
  pipelineEvent,
  type ChangedJob,
  type ChangedPipeline,
  type ChangedStage,
  type PipelineEvent,
  type PipelineEventData,
} from './lib/events/pipeline-event';
export { nearMisses, type NamedKeys, type NearMiss, type SeenCallback } from './lib/external-job/near-misses';
export { MISSED_VERDICTS, seenBy, type SeenMatch } from './lib/external-job/seen-by-job';
export { isYetToStart, waitStateOf, type MissingJob, type PlacedJob, type WaitFacts, type WaitLimit, type WaitState } from './lib/external-job/wait-state';
export { heartbeatDeadlineAt } from './lib/deadline/heartbeat-deadline';
export { HOOK_EVENTS, type HookEvent } from './lib/external-job/hook-event';
export { applyChanges } from './lib/processing/apply-changes';
export type { BridgeEffect, Effect, HookEffect, PipelineEffect, ResetEffect, ResourceEffect } from './lib/processing/effect';
export { CAUSE_TYPES, type Cause, type CauseType, type JobTransition } from './lib/processing/job-transition';
export { newPipelineFacts, type NewPipelineContext } from './lib/processing/new-pipeline-facts';
export { executedPeriods } from './lib/processing/pipeline-duration';
export { possibleActions, type ActionFacts, type JobAction } from './lib/processing/possible-actions';
export type {
  AddedRows,
  JobClone,
  JobRowChange,
  PipelineChanges,
  PipelineRowChange,
} from './lib/processing/pipeline-changes';
export {
  NO_FAILURES,
  NO_PROGRESS,
  type BridgeFailureReason,
  type CommitStatusFacts,
  type FailureReason,
  type JobDefinition,
  type JobFacts,
  type ReportedFailure,
  type JobId,
  type JobState,
  type Period,
  type PipelineFacts,
  type PipelineId,
  type EnvironmentId,
  type JobEnvironment,
  type ResourceGroupId,
  type Progress,
  type SourceBridge,
  type StageFacts,
} from './lib/processing/pipeline-facts';

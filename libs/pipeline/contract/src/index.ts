export type { MemberResponse } from './lib/access/member-response';
export type {
  NewProjectTokenResponse,
  NewTokenResponse,
  ProjectTokenResponse,
  TokenResponse,
} from './lib/access/token-response';
export type { ArtifactRevisionResponse } from './lib/artifact/artifact-revision-response';
export type { RegistryResponse } from './lib/artifact/registry-response';
export type {
  CallbackMatchResponse,
  CallbackResponse,
  LedgerEntryResponse,
  ProjectCallbackResponse,
  VerdictName,
} from './lib/callback/callback-response';
export type { RefusedCallResponse } from './lib/callback/refused-call-response';
export type { CommitStatusResponse } from './lib/commit-status/commit-status-response';
export type { ErrorDefinition, ErrorForm } from './lib/error/error-definition';
export type { ErrorResponse } from './lib/error/error-response';
export { ERRORS, type ErrorCode } from './lib/error/errors';
export type { HookPayload, HookPayloadCallback, HookPayloadData, HookPayloadJob } from './lib/hook/hook-payload';
export type {
  CallbackTokenResponse,
  ExternalHookResponse,
  HookDeliveryResponse,
  HookEventName,
  NewExternalHookResponse,
} from './lib/hook/hook-response';
export type {
  EventJobResponse,
  EventPipelineResponse,
  EventProgressResponse,
  PipelineEventResponse,
  StreamPositionResponse,
} from './lib/event/pipeline-event-response';
export type { HealthResponse } from './lib/instance/health-response';
export type { ClockResponse, FiredEventResponse, SimulatedRegistryResponse } from './lib/instance/simulation-response';
export type { Timestamp } from './lib/instance/timestamp';
export type { CurrentUserResponse, UserResponse } from './lib/instance/user-response';
export type { MetadataResponse, VersionResponse } from './lib/instance/version-response';
export type { ExternalOptionsResponse } from './lib/job/external-options-response';
export type {
  BridgeResponse,
  BuildResponse,
  ConflictResponse,
  ExternalJobResponse,
  GenericStatusResponse,
  JobBaseResponse,
  JobResponse,
  ListedJobResponse,
  ProgressResponse,
  WaitingForResponse,
} from './lib/job/job-response';
export type { NearMissResponse, WaitingResponse } from './lib/job/waiting-response';
export type { DetailedStatusResponse, StatusName } from './lib/job/status';
export type { LintJobResponse, LintProblemResponse, LintResponse } from './lib/lint/lint-response';
export type {
  HistoryEntryResponse,
  PipelineResponse,
  PipelineSummaryResponse,
  PipelineVariableResponse,
  SourcePipelineResponse,
  StageResponse,
} from './lib/pipeline/pipeline-response';
export type { TestReportResponse, TestReportSummaryResponse, TestTotalResponse } from './lib/pipeline/test-report-response';
export type { BranchResponse, CommitDetailResponse, CommitResponse } from './lib/project/commit-response';
export type { NamespaceResponse, ProjectDeletionResponse, ProjectResponse } from './lib/project/project-response';
export type {
  DeploymentResponse,
  DeploymentStatusName,
  EnvironmentDetailResponse,
  EnvironmentResponse,
  LastDeploymentResponse,
} from './lib/environment/environment-response';
export type { ProcessModeName, ResourceGroupResponse } from './lib/resource-group/resource-group-response';
export type {
  DeliveredEventResponse,
  DeliveryResponse,
  NewReceiverResponse,
  ReceiverResponse,
  ReceiverTypeName,
} from './lib/receiver/receiver-response';

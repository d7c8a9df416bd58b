import { AccessTokenEntity } from './access-token.entity';
import { ArtifactRevisionEntity } from './artifact-revision.entity';
import { BranchEntity } from './branch.entity';
import { BuildEntity } from './build.entity';
import { CallbackMatchEntity } from './callback-match.entity';
import { CallbackEntity } from './callback.entity';
import { CommitEntity } from './commit.entity';
import { ExternalHookEntity } from './external-hook.entity';
import { DeploymentEntity } from './deployment.entity';
import { EnvironmentEntity } from './environment.entity';
import { EventEntity } from './event.entity';
import { ExternalJobEntity } from './external-job.entity';
import { GenericCommitStatusEntity } from './generic-commit-status.entity';
import { HookDeliveryEntity } from './hook-delivery.entity';
import { IdempotencyKeyEntity } from './idempotency-key.entity';
import { JobHistoryEntity } from './job-history.entity';
import { NeedEntity } from './need.entity';
import { ParkedCallbackEntity, ParkedKeyEntity } from './parked-callback.entity';
import { PipelineSourceEntity } from './pipeline-source.entity';
import { PipelineWakeUpEntity } from './pipeline-wake-up.entity';
import { PipelineEntity } from './pipeline.entity';
import { ProjectMemberEntity } from './project-member.entity';
import { ProjectEntity } from './project.entity';
import { ReceiverEntity } from './receiver.entity';
import { RefusedCallEntity } from './refused-call.entity';
import { RegistryEntity } from './registry.entity';
import { ResourceGroupEntity } from './resource-group.entity';
import { ResourceRequestEntity } from './resource-request.entity';
import { SimulationClockEntity } from './simulation-clock.entity';
import { StageEntity } from './stage.entity';
import { UserEntity } from './user.entity';

/** Every table; listed one by one because the process is bundled and has no files to search. */
export const ENTITIES = [
  ProjectEntity,
  CommitEntity,
  BranchEntity,
  PipelineEntity,
  PipelineWakeUpEntity,
  StageEntity,
  BuildEntity,
  ExternalJobEntity,
  GenericCommitStatusEntity,
  NeedEntity,
  JobHistoryEntity,
  CallbackEntity,
  CallbackMatchEntity,
  ParkedCallbackEntity,
  ParkedKeyEntity,
  IdempotencyKeyEntity,
  EventEntity,
  RefusedCallEntity,
  ExternalHookEntity,
  HookDeliveryEntity,
  ReceiverEntity,
  UserEntity,
  ProjectMemberEntity,
  AccessTokenEntity,
  PipelineSourceEntity,
  ArtifactRevisionEntity,
  RegistryEntity,
  ResourceGroupEntity,
  ResourceRequestEntity,
  EnvironmentEntity,
  DeploymentEntity,
  SimulationClockEntity,
];

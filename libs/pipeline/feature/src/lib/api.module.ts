import { Module } from '@nestjs/common';
import { AccessModule } from './access/access.module';
import { ArtifactModule } from './artifact/artifact.module';
import { AuthModule } from './auth/auth.module';
import { BridgeModule } from './bridge/bridge.module';
import { BuildModule } from './build/build.module';
import { CommitStatusModule } from './commit-status/commit-status.module';
import { EventModule } from './events/event.module';
import { ExternalJobModule } from './external-job/external-job.module';
import { HookModule } from './hooks/hook.module';
import { InstanceModule } from './instance/instance.module';
import { LintModule } from './lint/lint.module';
import { PipelineModule } from './pipeline/pipeline.module';
import { ProjectModule } from './project/project.module';
import { EnvironmentModule } from './environment/environment.module';
import { ResourceGroupModule } from './resource-group/resource-group.module';
import { StageModule } from './stage/stage.module';

/** The API under `/api/v4`. */
@Module({
  imports: [
    AuthModule,
    AccessModule,
    InstanceModule,
    ProjectModule,
    PipelineModule,
    StageModule,
    ResourceGroupModule,
    EnvironmentModule,
    BuildModule,
    BridgeModule,
    ExternalJobModule,
    CommitStatusModule,
    ArtifactModule,
    HookModule,
    EventModule,
    LintModule,
  ],
})
export class ApiModule {}

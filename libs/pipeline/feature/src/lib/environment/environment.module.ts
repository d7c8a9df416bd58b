import { Module } from '@nestjs/common';
import { JobModule } from '../job/job.module';
import { DeploymentController } from './deployment.controller';
import { DeploymentService } from './deployment.service';
import { EnvironmentController } from './environment.controller';
import { EnvironmentService } from './environment.service';

/** Environments, and the deployments to them. */
@Module({
  imports: [JobModule],
  controllers: [EnvironmentController, DeploymentController],
  providers: [EnvironmentService, DeploymentService],
})
export class EnvironmentModule {}

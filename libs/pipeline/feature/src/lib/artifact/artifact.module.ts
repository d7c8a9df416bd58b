import { Module } from '@nestjs/common';
import { ArtifactRevisionController } from './artifact-revision.controller';

/** What the digests of artifacts stand for; what finds it out is {@link DigestTasksModule}. */
@Module({ controllers: [ArtifactRevisionController] })
export class ArtifactModule {}

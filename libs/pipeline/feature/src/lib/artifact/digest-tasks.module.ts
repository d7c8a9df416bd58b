import { Module } from '@nestjs/common';
import { DigestTaskService } from './digest-task.service';

/** Finds out what digests stand for: imported by processes that do background work. */
@Module({ providers: [DigestTaskService] })
export class DigestTasksModule {}

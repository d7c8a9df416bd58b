import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { PipelineModule } from '../pipeline/pipeline.module';
import { EventController } from './event.controller';
import { EventHub } from './event-hub';
import { EventStreams } from './event-streams.service';

/** Live events. */
@Module({ imports: [AuthModule, PipelineModule], controllers: [EventController], providers: [EventHub, EventStreams] })
export class EventModule {}

import { Module } from '@nestjs/common';
import { JobModule } from '../job/job.module';
import { BridgeController } from './bridge.controller';

/** Bridges. */
@Module({ imports: [JobModule], controllers: [BridgeController] })
export class BridgeModule {}

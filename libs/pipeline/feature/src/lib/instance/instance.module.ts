import { Module } from '@nestjs/common';
import { InstanceController } from './instance.controller';

/** Version and user. */
@Module({ controllers: [InstanceController] })
export class InstanceModule {}

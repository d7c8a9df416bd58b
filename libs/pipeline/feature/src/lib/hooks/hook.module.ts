import { Module } from '@nestjs/common';
import { HookDeliveryController } from './hook-delivery.controller';
import { HookDeliveryService } from './hook-delivery.service';
import { HookController } from './hook.controller';
import { HookService } from './hook.service';

/** Hooks of projects and what was sent to them; what sends it is {@link HookDeliveryModule}. */
@Module({ controllers: [HookController, HookDeliveryController], providers: [HookService, HookDeliveryService] })
export class HookModule {}

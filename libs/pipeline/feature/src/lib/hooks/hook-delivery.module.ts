import { Module, type DynamicModule } from '@nestjs/common';
import { HookDeliveryOptions } from './hook-delivery-options';
import { HookDeliveryTask } from './hook-delivery-task';

/** Sends what hooks are to be told: imported, beside the queue of tasks, by processes that do background work. */
@Module({})
export class HookDeliveryModule {
  static forRoot(options: HookDeliveryOptions): DynamicModule {
    return {
      module: HookDeliveryModule,
      providers: [{ provide: HookDeliveryOptions, useValue: options }, HookDeliveryTask],
    };
  }
}

import { Module } from '@nestjs/common';
import { ExternalJobModule } from '@holdpoint/pipeline-feature';
import { DeliveryController } from './delivery/delivery.controller';
import { DeliveryNaming } from './delivery/delivery-naming';
import { DeliveryService } from './delivery/delivery.service';
import { EarlyDeliveryRefusal } from './delivery/early-delivery-refusal';
import { ReceiverController } from './management/receiver.controller';
import { ReceiverService } from './management/receiver.service';
import { RegistryController } from './registry/registry.controller';
import { RegistryService } from './registry/registry.service';

/** Receivers of projects, the registries that they depend on, and what other systems send to them. */
@Module({
  imports: [ExternalJobModule],
  controllers: [ReceiverController, RegistryController, DeliveryController],
  providers: [ReceiverService, RegistryService, DeliveryService, DeliveryNaming, EarlyDeliveryRefusal],
})
export class ReceiverModule {}

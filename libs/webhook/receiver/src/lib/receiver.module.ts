import { Module } from '@nestjs/common';
import { ExternalJobModule } from '@holdpoint/pipeline-feature';
import { DeliveryController } from './delivery/delivery.controller';
import { DeliveryNaming } from './delivery/delivery-naming';
import { DeliveryService } from './delivery/delivery.service';
import { ReceiverController } from './management/receiver.controller';
import { ReceiverService } from './management/receiver.service';

/** Receivers of projects, and what other systems send to them. */
@Module({
  imports: [ExternalJobModule],
  controllers: [ReceiverController, DeliveryController],
  providers: [ReceiverService, DeliveryService, DeliveryNaming],
})
export class ReceiverModule {}

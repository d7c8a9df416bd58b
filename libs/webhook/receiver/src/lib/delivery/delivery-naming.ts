import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ReceivingRoutes, type ReceiverNaming } from '@holdpoint/pipeline-feature';
import { EVENTS_PATH, type DeliveryRequest } from './delivery-request';

/** Has refused deliveries counted by the receiver that they were sent to; those to none that is there, together. */
@Injectable()
export class DeliveryNaming implements OnModuleInit {
  constructor(private readonly routes: ReceivingRoutes) {}

  onModuleInit(): void {
    for (const url of [`/${EVENTS_PATH}`, `/${EVENTS_PATH}/:token`]) this.routes.add(url, nameOf);
  }
}

const nameOf: ReceiverNaming = ({ receiverId }: DeliveryRequest) => (receiverId === undefined ? 'receiver' : `receiver:${receiverId}`);

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LargeBodies } from '@holdpoint/pipeline-feature';
import type { FastifyInstance } from 'fastify';
import { DeliveryService } from './delivery.service';
import { EVENTS_PATH } from './delivery-request';

/** What can be said of a delivery with a large body before it is read; the body says the rest. */
@Injectable()
export class EarlyDeliveryRefusal implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly deliveries: DeliveryService,
    private readonly largeBodies: LargeBodies,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preParsing', async (request, reply) => {
      const isDelivery = request.method === 'POST' && request.routeOptions.url?.startsWith(`/${EVENTS_PATH}`) === true;
      if (!isDelivery || !this.largeBodies.isLarge(request)) return;
      await this.deliveries.admit(request);
      this.largeBodies.take(request, reply);
    });
  }
}

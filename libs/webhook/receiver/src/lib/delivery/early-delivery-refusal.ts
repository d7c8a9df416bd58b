import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiError } from '@holdpoint/pipeline-feature';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DeliveryService } from './delivery.service';
import { EVENTS_PATH, type DeliveryRequest } from './delivery-request';

/** Bytes up to which a body counts as small; events are a few thousand. */
export const SMALL_BODY_BYTES = 64 * 1024;

/**
 * Larger bodies that are being read at once: 64 MiB at most. Without a bound 400 strangers who each held back the last
 * byte of 4 MiB took 1.8 GB.
 */
export const LARGE_BODIES_MAX = 16;

/** What can be said of a delivery before its body is read; the body says the rest. */
@Injectable()
export class EarlyDeliveryRefusal implements OnModuleInit {
  private largeBodies = 0;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly deliveries: DeliveryService,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preParsing', async (request, reply) => {
      if (request.method !== 'POST' || request.routeOptions.url?.startsWith(`/${EVENTS_PATH}`) !== true) return;
      await this.deliveries.admit(request);
      if (!isSmall(request)) this.takePlace(reply);
    });
  }

  private takePlace(reply: FastifyReply): void {
    if (this.largeBodies >= LARGE_BODIES_MAX) throw new ApiError('busy');
    this.largeBodies += 1;
    reply.raw.once('close', () => (this.largeBodies -= 1));
  }
}

/** A body that does not say how long it is may be long. */
const isSmall = ({ headers }: DeliveryRequest): boolean => Number(headers['content-length'] ?? Infinity) <= SMALL_BODY_BYTES;

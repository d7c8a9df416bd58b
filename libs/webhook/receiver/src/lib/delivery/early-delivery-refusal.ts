import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiError, networkOf } from '@holdpoint/pipeline-feature';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DeliveryService } from './delivery.service';
import { EVENTS_PATH, type DeliveryRequest } from './delivery-request';

/** Bytes up to which a body counts as small; events are a few thousand. */
const SMALL_BODY_BYTES = 64 * 1024;

/**
 * Larger bodies that are being read at once: 64 MiB at most. Without a bound 400 strangers who each held back the last
 * byte of 4 MiB took 1.8 GB.
 */
export const LARGE_BODIES_MAX = 16;

/** Those of them that come from one network: one stranger must not shut out all others. */
export const LARGE_BODIES_OF_NETWORK_MAX = 4;

/** What can be said of a delivery with a large body before it is read; the body says the rest. */
@Injectable()
export class EarlyDeliveryRefusal implements OnModuleInit {
  /** The networks that the bodies being read come from. */
  private readonly places: string[] = [];

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly deliveries: DeliveryService,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preParsing', async (request, reply) => {
      const isDelivery = request.method === 'POST' && request.routeOptions.url?.startsWith(`/${EVENTS_PATH}`) === true;
      if (!isDelivery || isSmall(request)) return;
      await this.deliveries.admit(request);
      this.takePlace(networkOf(request.ip), reply);
    });
  }

  /** A client that has gone meanwhile has closed already, and would hold its place for ever. */
  private takePlace(network: string, { raw }: FastifyReply): void {
    if (raw.closed) return;
    const own = this.places.filter((other) => other === network).length;
    if (this.places.length >= LARGE_BODIES_MAX || own >= LARGE_BODIES_OF_NETWORK_MAX) throw new ApiError('bodies_exhausted');
    this.places.push(network);
    raw.once('close', () => this.places.splice(this.places.indexOf(network), 1));
  }
}

/** A body that does not say how long it is may be long. */
const isSmall = ({ headers }: DeliveryRequest): boolean => Number(headers['content-length'] ?? Infinity) <= SMALL_BODY_BYTES;

import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../error/api-error';
import { networkOf } from './network-of';

/** Bytes up to which a body counts as small; events and callbacks are a few thousand. */
const SMALL_BODY_BYTES = 64 * 1024;

/**
 * Larger bodies that are being read at once: 128 MiB at most. Without a bound 400 strangers who each held back the last
 * byte of 4 MiB took 1.8 GB.
 */
const LARGE_BODIES_MAX = 16;

/** Those of them that come from one network: one caller must not shut out all others. */
export const LARGE_BODIES_OF_NETWORK_MAX = 4;

/** Bounds how many large bodies are in memory at once, whatever they are sent to. */
@Injectable()
export class LargeBodies {
  /** The networks that the bodies come from. */
  private readonly places: string[] = [];

  /** Whether the body of a request is large; one that does not say how long it is may be. Source: RFC 9112, 6.3. */
  isLarge({ headers }: FastifyRequest): boolean {
    return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SMALL_BODY_BYTES;
  }

  /** Has a large body take a place until it is answered; throws the coded error when there is none. */
  take(request: FastifyRequest, { raw }: FastifyReply): void {
    // A client that has gone meanwhile has closed already, and would hold its place for ever.
    if (!this.isLarge(request) || raw.closed) return;
    const network = networkOf(request.ip);
    const own = this.places.filter((other) => other === network).length;
    if (this.places.length >= LARGE_BODIES_MAX || own >= LARGE_BODIES_OF_NETWORK_MAX) throw new ApiError('bodies_exhausted');
    this.places.push(network);
    raw.once('close', () => this.places.splice(this.places.indexOf(network), 1));
  }
}

import type { FastifyRequest } from 'fastify';

/** A call to a receiver. */
export interface ReceivingRequest extends FastifyRequest {
  /** Set by whoever stores a report that is answered by a refusal all the same: the ledger counts it. */
  isInLedger?: boolean;
}

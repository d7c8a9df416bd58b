import { Injectable } from '@nestjs/common';
import { SECOND_MS } from '@holdpoint/kernel';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../../http/server/network-of';

/** Refusals that one address is told the reason of in a minute. */
export const REFUSALS_MAX = 100;

const MINUTE_S = 60;

/** Limits how often calls that nobody vouches for are looked into, address by address, in this process. */
@Injectable()
export class StrangerLimit {
  private readonly limiter = new RateLimiterMemory({ points: REFUSALS_MAX, duration: MINUTE_S });

  /** Counts a refusal; null while there are few, else the seconds after which the address may try again. */
  async consume(address: string): Promise<number | null> {
    try {
      await this.limiter.consume(networkOf(address));
      return null;
    } catch (exceeded) {
      if (!(exceeded instanceof RateLimiterRes)) throw exceeded;
      return Math.max(1, Math.ceil(exceeded.msBeforeNext / SECOND_MS));
    }
  }
}

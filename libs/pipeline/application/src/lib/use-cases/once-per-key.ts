import { err, ok, type Result } from '@holdpoint/kernel';
import { v7 as uuidv7 } from 'uuid';
import type { CallbackLedger, IdempotencyClaim } from '../ports/callback-ledger';
import { StoreError } from '../ports/store-error';
import type { CallbackRefusal, ReportedCallback } from './inbound-callback';

/** A call that may have come with an `Idempotency-Key`. */
export interface KeyedCall extends Omit<IdempotencyClaim, 'key' | 'requestDigest' | 'callbackId'> {
  /** Left out where the callback is yet to have one. */
  readonly callbackId?: string;
  /** Null without a key: the call is then taken however often it comes. */
  readonly idempotency: Pick<IdempotencyClaim, 'key' | 'requestDigest'> | null;
  readonly dryRun: boolean;
}

type Taken = Promise<Result<ReportedCallback, CallbackRefusal>>;
type Take = (callbackId: string) => Taken;

/** Has a call taken once under its `Idempotency-Key`; repeats are answered as the first time. */
export class OncePerKey {
  constructor(private readonly ledger: CallbackLedger) {}

  /** `take` is given the id of the callback as which it is to store the call. */
  async execute({ idempotency, dryRun, callbackId = uuidv7(), ...call }: KeyedCall, take: Take): Taken {
    if (idempotency === null) return take(callbackId);
    const reserved = { ...call, ...idempotency, callbackId };
    const claim = await (dryRun ? this.ledger.foresee(reserved) : this.ledger.claim(reserved));
    switch (claim.type) {
      case 'claimed':
        return dryRun ? take(callbackId) : this.takeClaimed(take, { ...reserved, callbackId: claim.callbackId });
      case 'repeated':
        return ok({ callbackId: dryRun ? null : claim.callbackId, matches: claim.matches });
      case 'other_request':
        return err('idempotency_key_reused');
      case 'in_progress':
        return err('idempotency_in_progress');
    }
  }

  /** A caller that is refused must be able to try again; after a broken commit the key waits until it is clear. */
  private async takeClaimed(take: Take, claim: IdempotencyClaim): Taken {
    const taken = await this.takeOrRelease(take, claim);
    if (!taken.ok && taken.error === 'taken_twice') return this.answerOfOther(claim);
    if (taken.ok) return ok({ ...taken.value, matches: (await whateverFails(this.ledger.finish(claim, taken.value.matches))) ?? taken.value.matches });
    if (taken.error !== 'outcome_unknown') await whateverFails(this.ledger.release(claim));
    return taken;
  }

  /** The key stays with whoever has taken the callback, who may not have kept the answer yet. */
  private async answerOfOther(claim: IdempotencyClaim): Taken {
    const other = await this.ledger.claim(claim);
    // Whoever had the key has given it back, and it was claimed anew: nobody stands for it.
    if (other.type === 'claimed') await whateverFails(this.ledger.release(claim));
    return other.type === 'repeated' ? ok({ callbackId: other.callbackId, matches: other.matches }) : err('idempotency_in_progress');
  }

  /** What a store throws is a refusal too, but for a broken commit. What nobody foresaw leaves open what was done. */
  private async takeOrRelease(take: Take, claim: IdempotencyClaim): Taken {
    try {
      return await take(claim.callbackId);
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'taken_twice') return err('taken_twice');
      if (error instanceof StoreError && error.kind !== 'commit_unknown') await whateverFails(this.ledger.release(claim));
      throw error;
    }
  }
}

/**
 * What a call came to is true whatever becomes of its key: a claim that can be neither finished nor given back now is taken
 * over in a while, and answered by the matches in the ledger.
 */
async function whateverFails<T>(kept: Promise<T>): Promise<T | undefined> {
  try {
    return await kept;
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
}

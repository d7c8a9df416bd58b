import type { CallbackCommand, LedgerMatch } from '@holdpoint/pipeline-domain';
import type { TargetSearch } from './pipeline-lookup';
import type { CallbackRecord } from './pipeline-store';

/** Keeps callbacks that changed no pipeline. What a callback did to pipelines is written with their changes. */
export abstract class CallbackLedger {
  /** Stores a callback with what became of it; a callback that is stored already keeps its first row. */
  abstract record(callback: CallbackRecord, matches: readonly LedgerMatch[]): Promise<void>;

  /**
   * Parks a callback for which no job was found, unless there is one by now: keys are locked, then it is looked again,
   * and whoever starts a job looks under the same locks. Never waits for a pipeline while it holds a key.
   */
  abstract park(callback: CallbackRecord, command: CallbackCommand, target: TargetSearch): Promise<'parked' | 'found'>;

  /** Reserves an `Idempotency-Key`, or tells what the call that has used it came to. */
  abstract claim(claim: IdempotencyClaim): Promise<ClaimOutcome>;

  /** What {@link claim} would tell, for a dry run: nothing is reserved or counted. */
  abstract foresee(claim: IdempotencyClaim): Promise<ClaimOutcome>;

  /**
   * Keeps what the call of a reserved key is answered, for its repeats; the claim names the callback that it was claimed as.
   * Answers what was kept first, where its claim was taken over while it was only slow: both calls are answered that.
   */
  abstract finish(claim: IdempotencyClaim, matches: readonly LedgerMatch[]): Promise<readonly LedgerMatch[]>;

  /** Gives a reserved key back, after its call was refused and nothing was stored. */
  abstract release(claim: IdempotencyClaim): Promise<void>;
}

/** An `Idempotency-Key` as a caller gives it; keys of different callers and projects are different keys. */
export interface IdempotencyClaim {
  readonly projectId: number;
  readonly actor: string;
  readonly key: string;
  /** Tells one request from another. */
  readonly requestDigest: string;
  /** The callback that will stand for the key, if it is new. */
  readonly callbackId: string;
}

/**
 * `claimed`: go on, as the callback of this id; `repeated`: the same call was answered with these matches, and is
 * counted once more; `other_request`: the key stands for another request; `in_progress`: the first call is under way.
 */
export type ClaimOutcome =
  | { readonly type: 'claimed'; readonly callbackId: string }
  | { readonly type: 'repeated'; readonly callbackId: string; readonly matches: readonly LedgerMatch[] }
  | { readonly type: 'other_request' | 'in_progress' };

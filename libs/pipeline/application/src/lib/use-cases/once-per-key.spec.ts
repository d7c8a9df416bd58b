/** What becomes of an Idempotency-Key whose callback somebody else has taken: it stays with them, or is free if nobody stands for it. */
import { err, ok } from '@holdpoint/kernel';
import type { LedgerMatch } from '@holdpoint/pipeline-domain';
import { CallbackLedger, type ClaimOutcome } from '../ports/callback-ledger';
import { StoreError } from '../ports/store-error';
import { OncePerKey } from './once-per-key';

const MATCHES: readonly LedgerMatch[] = [{ pipelineId: 1, jobId: 2, jobName: 'wait', verdict: 'accepted', reason: 'ended_the_job' }];
const CALL = { projectId: 1, actor: 'root', callbackId: 'c', idempotency: { key: 'k', requestDigest: 'd' }, dryRun: false };

/** A ledger that answers claims one after another, and counts the keys that were given back. */
class ClaimedLedger extends CallbackLedger {
  released = 0;

  constructor(private readonly claims: ClaimOutcome[]) {
    super();
  }

  claim(): Promise<ClaimOutcome> {
    return Promise.resolve(this.claims.shift() ?? { type: 'in_progress' });
  }

  foresee(): Promise<ClaimOutcome> {
    return this.claim();
  }

  finish(_claim: unknown, matches: readonly LedgerMatch[]): Promise<readonly LedgerMatch[]> {
    return Promise.resolve(matches);
  }

  release(): Promise<void> {
    this.released += 1;
    return Promise.resolve();
  }

  record(): Promise<void> {
    return Promise.resolve();
  }

  park(): Promise<'parked'> {
    return Promise.resolve('parked');
  }
}

const claimed: ClaimOutcome = { type: 'claimed', callbackId: 'c' };

it.each<[string, ClaimOutcome, unknown, number]>([
  ['answered as they were, once that is kept', { type: 'repeated', callbackId: 'c', matches: MATCHES }, ok({ callbackId: 'c', matches: MATCHES }), 0],
  ['told to wait while it is not', { type: 'in_progress' }, err('idempotency_in_progress'), 0],
  ['told to try again, and the key is free, where they have given it back', claimed, err('idempotency_in_progress'), 1],
])('whose callback somebody else has taken is %s', async (_, after, answer, released) => {
  for (const take of [(): Promise<never> => Promise.reject(new StoreError('taken_twice')), () => Promise.resolve(err('taken_twice' as const))]) {
    const ledger = new ClaimedLedger([claimed, after]);
    expect(await new OncePerKey(ledger).execute(CALL, take)).toEqual(answer);
    expect(ledger.released).toBe(released);
  }
});

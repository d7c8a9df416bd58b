/** Which matches use an event up for an attempt, and which have decided a callback. */
import { VERDICTS, VERDICT_REASONS } from './callback-match';
import { isConsuming, isDeciding } from './consumed-event';

it('uses an event up by an end, by the same end before, and by a counted failure', () => {
  expect(VERDICTS.filter((verdict) => isConsuming({ verdict, reason: 'no_outcome' }))).toEqual(['accepted', 'duplicate']);
  expect(VERDICT_REASONS.filter((reason) => isConsuming({ verdict: 'progress', reason }))).toEqual(['failure_counted']);
});

it('has decided a callback by whatever does not wait for a digest', () => {
  expect(VERDICT_REASONS.filter((reason) => !isDeciding({ reason }))).toEqual(['digest_unknown']);
});

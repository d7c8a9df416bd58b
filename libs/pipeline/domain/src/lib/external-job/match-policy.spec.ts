/** Which of several jobs a callback goes to where none of them has come to an outcome. */
import { selectByKey, selectMatches } from './match-policy';

const job = (name: string, isOver = true, isCanceledOrSkipped = isOver) => ({ name, isOver, isCanceledOrSkipped });
const canceled = [job('first'), job('second'), job('third')];

it.each(['newest', 'reject'] as const)('the newest stands for all that were canceled or skipped, by the policy %s', (policy) => {
  expect(selectMatches(policy, canceled)).toEqual({ ok: true, value: [job('third')] });
  expect(selectByKey(policy, canceled)).toEqual({ ok: true, value: [job('third')] });
});

it('a single one with an outcome, or that is open, is no choice to be refused', () => {
  const [open, ended] = [job('open', false), job('ended', true, false)];
  expect(selectMatches('reject', [...canceled, open])).toEqual({ ok: true, value: [open] });
  expect(selectMatches('reject', [ended, ...canceled])).toEqual({ ok: true, value: [ended] });
  expect(selectMatches('reject', [ended, open])).toEqual({ ok: false, error: 'ambiguous' });
});

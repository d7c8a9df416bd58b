/** Which of several jobs a callback goes to where none of them has come to an outcome. */
import { selectByKey, selectMatches } from './match-policy';

const job = (name: string, isOver = true, isWithoutOutcome = isOver) => ({ name, isOver, isWithoutOutcome });
const canceled = [job('first'), job('second'), job('third')];

it.each(['newest', 'reject'] as const)('the newest stands for all that were canceled or skipped, by the policy %s', (policy) => {
  expect(selectMatches(policy, canceled)).toEqual({ ok: true, value: [job('third')] });
  expect(selectByKey(policy, canceled)).toEqual({ ok: true, value: [job('third')] });
});

it.each([selectMatches, selectByKey])('jobs that are over leave no choice to refuse, by a commit and by a key alike', (select) => {
  const [open, other, ended] = [job('open', false), job('other', false), job('ended', true, false)];
  expect(select('reject', [...canceled, open])).toEqual({ ok: true, value: [open] });
  expect(select('reject', [ended, open])).toEqual({ ok: true, value: [open] });
  expect(select('reject', [open, ended])).toEqual({ ok: true, value: [open] });
  expect(select('reject', [job('before', true, false), ended, ...canceled])).toEqual({ ok: true, value: [ended] });
  expect(select('reject', [open, ended, other])).toEqual({ ok: false, error: { ambiguous: [open, other] } });
});

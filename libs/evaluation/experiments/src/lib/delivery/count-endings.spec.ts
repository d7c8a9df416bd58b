/** How an ending is told from another by what Flux had done until then. */
import { endingOf } from './count-endings';
import type { Attempt } from './product/holdpoint';
import type { Occurrence } from './world/flux-cluster';
import { drawPushes, type Push } from './world/pushes';
import { Random } from '../random';
import { USUAL_WORLD } from './world/usual-world';

const [push, newer] = drawPushes(new Random(1), USUAL_WORLD) as unknown as readonly [Push, Push];

const attempt = (given: Partial<Attempt>): Attempt => ({ attempt: 1, finishedAt: 100, failureReason: null, isByClaim: false, ...given }) as Attempt;
const failed = (given: Partial<Attempt> = {}): Attempt => attempt({ status: 'failed', failureReason: 'api_failure', ...given });
const success = (given: Partial<Attempt> = {}): Attempt => attempt({ status: 'success', ...given });
const timedOut = attempt({ status: 'failed', failureReason: 'job_execution_timeout' });

const did = (outcome: Occurrence['outcome'], at = 50, whose = push): Occurrence => ({ at, push: whose, outcome });
const tell = (attempts: readonly Attempt[], occurrences: readonly Occurrence[], onSuperseded: 'wait' | 'success' | 'failed' = 'wait') =>
  endingOf(attempts, push, occurrences, { onSuperseded });

it.each([
  ['right', [success()], [did('success')]],
  ['wrong_success', [success()], [did('success', 101)]],
  ['wrong_success', [success()], [did('success', 50, newer)]],
  ['misled', [success({ isByClaim: true })], []],
  ['right', [failed()], [did('failed')]],
  ['wrong_failure', [failed()], [did('running')]],
  ['missed', [timedOut], [did('success')]],
  ['by_deadline', [timedOut], [did('failed')]],
  ['never', [attempt({ status: 'running_externally', finishedAt: null })], [did('success')]],
  ['never', [], []],
] as const)('is %s', (ending, attempts, occurrences) => {
  expect(tell(attempts, occurrences)).toBe(ending);
});

it('is a wrong failure when a second attempt ends by what ended the first', () => {
  const attempts = [failed(), failed({ attempt: 2 })];
  expect(tell(attempts, [did('failed')])).toBe('wrong_failure');
  expect(tell(attempts, [did('failed'), did('failed', 60)])).toBe('right');
});

it('stays wrong when a retry mends it', () => {
  expect(tell([failed(), success({ attempt: 2 })], [did('success')])).toBe('wrong_failure');
});

it('is right by a newer commit where the job says so, but not when its own was applied and it fails', () => {
  const overtaken = [did('success', 50, newer)];
  expect(tell([success()], overtaken, 'success')).toBe('right');
  expect(tell([failed()], overtaken, 'failed')).toBe('right');
  expect(tell([failed()], [did('success'), ...overtaken], 'failed')).toBe('wrong_failure');
});

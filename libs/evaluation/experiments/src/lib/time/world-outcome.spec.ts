/** What counts as late, early, missed and twice. */
import { MINUTE_MS } from '@holdpoint/kernel';
import { CONDITIONS, type Condition } from './conditions';
import { outcomeOf } from './world-outcome';

const [steady] = CONDITIONS as readonly [Condition, ...Condition[]];
const faults = [
  { afterMs: 5 * MINUTE_MS, fault: 'stop' },
  { afterMs: 65 * MINUTE_MS, fault: 'start' },
] as const;
const after = (minutes: number): number => steady.start + minutes * MINUTE_MS;

/** One job that fails after ten minutes, and what happened instead; in minutes after the start. */
function outcome(finished: number | null, noticed = finished ?? 0, given: Partial<Condition> = {}, times = 1) {
  const job = { id: 1, pipelineId: 1, name: 'wait', startedAt: after(0), deadlineAt: after(10) };
  const finishedAt = finished === null ? null : after(finished);
  return outcomeOf({ ...steady, ...given }, [{ ...job, finishedAt }], new Map([[1, after(noticed)]]), new Map([[1, times]]));
}

it.each([
  ['nothing when it ends at its deadline', outcome(10), {}],
  ['a job that never ends', outcome(null), { missed: 1 }],
  ['one that ends before its deadline', outcome(9), { early: 1, earliestMs: MINUTE_MS }],
  ['one that is seen to have ended before its deadline', outcome(10, 9), { early: 1, earliestMs: MINUTE_MS }],
  ['one that ends at its deadline and is noticed later', outcome(10, 12), { late: 1, latestMs: 2 * MINUTE_MS }],
  ['one that ends after its deadline', outcome(12), { elsewhere: 1, late: 1, latestMs: 2 * MINUTE_MS }],
  ['one that ends twice', outcome(10, 10, {}, 2), { again: 1 }],
  ['no lateness while no process runs', outcome(10, 65, { faults }), {}],
  ['what is late after a process is back', outcome(10, 66, { faults }), { late: 1, latestMs: MINUTE_MS }],
])('counts %s', (_what, counted, expected) => {
  const nothing = { jobs: 1, missed: 0, early: 0, earliestMs: 0, again: 0, late: 0, latestMs: 0, elsewhere: 0 };
  expect(counted).toEqual({ ...nothing, ...expected });
});

/**
 * Each way of noticing deadlines does under each condition what its rule says, and an enforcer of the product that fails
 * is noticed.
 */
import { MINUTE_MS } from '@holdpoint/kernel';
import { CONDITIONS, type Condition } from './conditions';
import { deadlineEnforcers, enforceInMemory } from './deadline-enforcers';
import { DroppingEnforcer } from './enforcers/dropping-enforcer';
import { VARIANTS, type Variant } from './enforcers/variants';
import { TIME_INVARIANTS } from './world-finding';

const context = { progress: (): void => undefined, signal: new AbortController().signal };
const [sweep] = VARIANTS as readonly [Variant, ...Variant[]];
const [steady] = CONDITIONS as readonly [Condition, ...Condition[]];

const isSeenUnder = async (variants: readonly Variant[], conditions: readonly Condition[] = [steady]) => {
  const { broken, findings } = await enforceInMemory(variants, conditions, context);
  return { broken, observations: findings.map(({ observation }) => observation) };
};

describe('the experiment', () => {
  const result = deadlineEnforcers.run({ ...context, seed: 1, databaseUrl: null });

  it('holds on the product, and only a sweep with timers is never late', async () => {
    const { broken, summary } = await result;
    expect(broken).toEqual([]);
    expect(summary).toBe('7672 deadlines in 77 cases; never early, late or missed: sweep, sweep_and_task.');
  });

  it.each([
    ['task.queue_lost', 'high', '8 of 10 jobs still wait hours after their deadline.'],
    ['task.queue_lost_restart', 'medium', '6 of 10 jobs are seen to wait up to 6660 s after their deadline.'],
    ['tick.steady', 'low', '6 of 10 jobs are seen to wait up to 290 s after their deadline.'],
    ['runner_cleaner.steady', 'medium', '4 of 10 jobs fail up to 4840 s before their deadline.'],
    ['runner_cleaner.month', 'medium', '6 of 6 jobs fail up to 2674200 s before their deadline.'],
    ['process_clock.clock_ahead', 'medium', '10 of 10 jobs fail up to 3600 s before their deadline.'],
    ['process_clock.clock_behind', 'medium', '10 of 10 jobs are seen to wait up to 3890 s after their deadline.'],
    ['local_time.winter_time', 'medium', '10 of 10 jobs are seen to wait up to 3890 s after their deadline.'],
    ['sweep.restart', 'none', '1000 jobs fail once each, at their deadline.'],
  ])('finds of %s, %s: %s', async (id, severity, observation) => {
    const found = (await result).findings.find((finding) => finding.id === id);
    expect([found?.severity, found?.observation]).toEqual([severity, observation]);
  });

  it('finds the same again', async () => {
    expect(await enforceInMemory(VARIANTS, [steady], context)).toEqual(await enforceInMemory(VARIANTS, [steady], context));
  });
});

describe('an enforcer of the product', () => {
  it('is noticed when it misses deadlines', async () => {
    const asleep = { ...sweep, enforcers: () => [] };
    expect(await isSeenUnder([asleep])).toEqual({
      broken: [TIME_INVARIANTS.missed],
      observations: ['10 of 10 jobs still wait hours after their deadline.'],
    });
  });

  it('is noticed when it does not wait for deadlines', async () => {
    const hasty: Variant = {
      ...sweep,
      enforcers: ({ world, replica }) => [new DroppingEnforcer(world, replica.corridor, { periodMs: MINUTE_MS, isOverdue: () => true })],
    };
    const { broken, observations } = await isSeenUnder([hasty]);
    expect([broken, observations]).toEqual([[TIME_INVARIANTS.early], ['10 of 10 jobs fail up to 8980 s before their deadline.']]);
  });

  it('may be late while no process runs, and no longer', async () => {
    const down = CONDITIONS.filter(({ id }) => id === 'worker_down');
    expect(await isSeenUnder([sweep], down)).toEqual({ broken: [], observations: ['10 jobs fail once each, at their deadline.'] });
    const forgetful = { ...sweep, enforcers: () => [{ look: () => Promise.resolve(null) }] };
    expect((await isSeenUnder([forgetful], down)).broken).toEqual([TIME_INVARIANTS.missed]);
  });
});

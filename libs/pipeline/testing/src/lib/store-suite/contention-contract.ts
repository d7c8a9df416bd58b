import { HOLDPOINT_CI_MODEL, runPass } from '@holdpoint/pipeline-domain';
import { lockedBy } from './lock-contract';
import { StoreDriver, gate, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** What happens when several transactions want the same pipelines. */
export function contentionContract(subject: () => StoreUnderTest): void {
  describe('under contention', () => {
    it('waits, and what is loaded then is what the holder wrote, not what stood when the wait began', async () => {
      const { store } = subject();
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const [written, end] = [gate(), gate()];
      const order: string[] = [];
      const holder = store.transaction(async (transaction) => {
        const { facts } = await transaction.lock([id], 'wait');
        const changes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [{ type: 'process' }]).changes);
        await transaction.write({ changes, callbacks: [], unparked: [] });
        written.open();
        await end.opened;
        order.push('holder');
      });
      await written.opened;
      const waiter = driver.load(id).then((facts) => {
        order.push('waiter');
        return facts;
      });
      await subject().untilLockAwaited();
      end.open();
      const [facts] = await Promise.all([waiter, holder]);
      expect(order).toEqual(['holder', 'waiter']);
      expect([facts.version, jobNamed(facts, 'compile').status]).toEqual([1, 'pending']);
    });

    it('never deadlocks over the order in which pipelines were asked for', async () => {
      const driver = new StoreDriver(subject());
      const [a, b, c] = [await driver.create(), await driver.create(), await driver.create()];
      const orders = [[a, b, c], [c, b, a], [b, a, c], [c, a, b]];
      const rounds = Array.from({ length: 5 }, () => orders).flat();
      const locked = await Promise.all(rounds.map((ids) => lockedBy(subject(), ids, 'wait')));
      expect(locked).toEqual(rounds.map(() => ({ locked: [a, b, c], held: [] })));
    });

    it('loses no change of transactions that want the same pipeline at once', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      await driver.run(id, [{ type: 'process' }]);
      const { version } = await driver.load(id);
      const builds = ['compile', 'lint'];
      await Promise.all(builds.map((name) => driver.fire(id, 'run', name)));
      const facts = await driver.load(id);
      expect(builds.map((name) => jobNamed(facts, name).status)).toEqual(['running', 'running']);
      expect(facts.version).toBe(version + 2);
    });
  });
}

import type { NamedAttempts } from '@holdpoint/pipeline-domain';
import { StoreDriver, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** Which jobs and pipelines are read, and the clock. */
export function loadContract(subject: () => StoreUnderTest): void {
  describe('load', () => {
    it('reads older attempts only where they are named', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      await driver.fire(id, 'drop', 'lint');
      const old = jobNamed(await driver.load(id), 'lint');
      await driver.run(id, [{ type: 'retry_job', jobId: old.id, actor: 'root' }]);
      const attempts = async (named: NamedAttempts) =>
        (await driver.load(id, named)).jobs.filter(({ name }) => name === 'lint').map(({ attempt, retried }) => [attempt, retried]);
      expect(await attempts([])).toEqual([[2, false]]);
      expect(await attempts([old.id])).toEqual([[1, true], [2, false]]);
      expect(await attempts('all')).toEqual([[1, true], [2, false]]);
    });

    it('ignores jobs of other pipelines', async () => {
      const driver = new StoreDriver(subject());
      const [a, b] = [await driver.create(), await driver.create()];
      const { jobs } = await driver.load(b);
      expect((await driver.load(a, jobs.map(({ id }) => id))).jobs).toHaveLength(jobs.length);
    });

    it('reads all attempts of the pipelines of which they are asked for, and of no other', async () => {
      const driver = new StoreDriver(subject());
      const ids = [await driver.create(), await driver.create()] as const;
      for (const id of ids) {
        await driver.fire(id, 'drop', 'lint');
        await driver.fire(id, 'retry', 'lint');
      }
      const named = new Map<number, NamedAttempts>([[ids[0], 'all']]);
      const { facts } = await subject().store.transaction((transaction) => transaction.lock(ids, 'wait', named));
      expect(facts.map(({ jobs }) => jobs.filter(({ name }) => name === 'lint').length)).toEqual([2, 1]);
    });

    it('reads without a lock what is of a project that is named, once', async () => {
      const driver = new StoreDriver(subject());
      const [own, other] = subject().projectIds;
      const [a, b, c] = [await driver.create(), await driver.create(), await driver.create()];
      const projects = new Map([[a, [own, other]], [b, [other]]]);
      const read = await subject().store.transaction((transaction) => transaction.load([c, b, a], undefined, projects));
      expect(read.map(({ id }) => id)).toEqual([a, c]);
    });

    it('reads pipelines in order, by one reading of the clock, which moves on', async () => {
      const driver = new StoreDriver(subject());
      const ids = [await driver.create(), await driver.create()];
      const read = () =>
        subject().store.transaction(async (transaction) => (await transaction.lock(ids, 'wait')).facts);
      const before = await read();
      expect(before.map(({ id }) => id)).toEqual(ids);
      await subject().step(1_500);
      const after = await read();
      expect(new Set(after.map(({ now }) => now)).size).toBe(1);
      expect(Number.isInteger(after[0]?.now)).toBe(true);
      expect(after[0]?.now).toBeGreaterThanOrEqual((before[0]?.now ?? 0) + 1_500);
    });
  });
}

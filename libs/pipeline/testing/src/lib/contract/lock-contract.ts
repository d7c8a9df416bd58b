import type { PipelineId } from '@holdpoint/pipeline-domain';
import { StoreDriver, gate, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

const NOWHERE = 999_999_999;

/** How transactions share pipelines. */
export function lockContract(subject: () => StoreUnderTest): void {
  /** Holds pipelines until the gate opens; resolves once they are held. */
  async function hold(ids: readonly PipelineId[], until: Promise<void>): Promise<{ readonly released: Promise<void> }> {
    const held = gate();
    const released = subject().store.transaction(async (transaction) => {
      await transaction.lock(ids, 'wait');
      held.open();
      await until;
    });
    await Promise.race([held.opened, released]);
    return { released };
  }

  describe('lock', () => {
    it.each(['wait', 'skip_held'] as const)('%s answers what is there, once each, in order', async (held) => {
      const driver = new StoreDriver(subject());
      const [a, b] = [await driver.create(), await driver.create()];
      const locked = await subject().store.transaction((transaction) => transaction.lock([b, NOWHERE, a, b], held));
      expect(locked).toEqual([a, b]);
    });

    it('skip_held leaves out what someone else holds', async () => {
      const driver = new StoreDriver(subject());
      const [a, b] = [await driver.create(), await driver.create()];
      const end = gate();
      const { released } = await hold([a], end.opened);
      expect(await subject().store.transaction((transaction) => transaction.lock([a, b], 'skip_held'))).toEqual([b]);
      end.open();
      await released;
      expect(await subject().store.transaction((transaction) => transaction.lock([a, b], 'skip_held'))).toEqual([a, b]);
    });

    it('wait waits, and what is loaded then is what the holder wrote', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const end = gate();
      const held = gate();
      const first = subject().store.transaction(async (transaction) => {
        await transaction.lock([id], 'wait');
        held.open();
        await end.opened;
        return 'first';
      });
      await held.opened;
      const order: string[] = [];
      const second = driver.fire(id, 'enqueue', 'compile').then(() => order.push('second'));
      const third = driver.fire(id, 'run', 'compile').then(() => order.push('third'));
      end.open();
      await Promise.all([first.then((name) => order.push(name)), second, third]);
      expect(order[0]).toBe('first');
      const facts = await driver.load(id);
      expect(facts.version).toBe(2);
      expect(jobNamed(facts, 'compile').status).toMatch(/^(running|pending)$/);
    });

    it('lets go of a pipeline when the work fails', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const failing = subject().store.transaction(async (transaction) => {
        await transaction.lock([id], 'wait');
        throw new Error('the work failed');
      });
      await expect(failing).rejects.toThrow('the work failed');
      expect(await subject().store.transaction((transaction) => transaction.lock([id], 'skip_held'))).toEqual([id]);
    });

    it('never deadlocks over the order in which pipelines were asked for', async () => {
      const driver = new StoreDriver(subject());
      const [a, b, c] = [await driver.create(), await driver.create(), await driver.create()];
      const orders = [[a, b, c], [c, b, a], [b, a, c], [c, a, b]];
      const rounds = Array.from({ length: 5 }, () => orders).flat();
      const locked = await Promise.all(
        rounds.map((ids) => subject().store.transaction((transaction) => transaction.lock(ids, 'wait'))),
      );
      expect(locked).toEqual(rounds.map(() => [a, b, c]));
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

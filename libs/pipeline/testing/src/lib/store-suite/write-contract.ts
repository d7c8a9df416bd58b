import { StoreDriver, comparable, fire, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** That what was written is what is loaded. */
export function writeContract(subject: () => StoreUnderTest): void {
  describe('write', () => {
    it('stores a first pass: states, times, deadline and wake-up', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const { expected, outcome } = await driver.run(id, [{ type: 'process' }, fire('run', 'compile'), fire('success', 'compile', 'lint')]);
      expect(outcome.changes.history.length).toBeGreaterThan(4);
      const facts = await driver.load(id);
      expect(comparable(facts)).toEqual(comparable(expected));
      expect(jobNamed(facts, 'rollout').deadlineAt).not.toBeNull();
      expect(facts.wakeAt).not.toBeNull();
    });

    it('stores history in order, without gaps, and with the pipeline', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const first = await driver.run(id, [{ type: 'process' }]);
      const second = await driver.fire(id, 'run', 'compile');
      const written = [...first.outcome.changes.history, ...second.outcome.changes.history];
      const stored = await subject().history(id);
      expect(stored).toEqual(written.map(({ kind: _kind, ...line }) => expect.objectContaining(line)));
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_line, index) => index + 1));
      expect((await driver.load(id)).historySeq).toBe(stored.length);
    });
  });
}

import { HOLDPOINT_CI_MODEL, runPass } from '@holdpoint/pipeline-domain';
import { jobPlan, pipelinePlan } from '../plan-builder';
import { callbackRecord } from './callback-record';
import { StoreDriver, comparable, fire } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** That a batch is stored as one, or not at all. */
export function batchContract(subject: () => StoreUnderTest): void {
  describe('write of a batch', () => {
    it('writes many pipelines in one batch, with one instant', async () => {
      const driver = new StoreDriver(subject());
      const ids = [await driver.create(), await driver.create(pipelinePlan([jobPlan('only')])), await driver.create()];
      const expected = await subject().store.transaction(async (transaction) => {
        const { facts } = await transaction.lock(ids, 'skip_held');
        const passes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [{ type: 'process' }]));
        await transaction.write({ changes: passes.map(({ changes }) => changes), callbacks: [], unparked: [] });
        return new Set(facts.map(({ now }) => now));
      });
      expect(expected.size).toBe(1);
      const stored = await Promise.all(ids.map((id) => driver.load(id)));
      expect(stored.map(({ version, historySeq }) => [version, historySeq])).toEqual([[1, 2], [1, 1], [1, 2]]);
    });

    it('stores nothing of a transaction whose work fails', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const before = await driver.load(id);
      const record = callbackRecord(subject());
      const failing = subject().store.transaction(async (transaction) => {
        await transaction.lock([id], 'wait');
        const [facts] = await transaction.load([id]);
        if (!facts) throw new Error('the pipeline is there');
        const { changes } = runPass(HOLDPOINT_CI_MODEL, facts, [{ type: 'process' }, fire('drop', 'compile')]);
        await transaction.write({ changes: [changes], callbacks: [record], unparked: [] });
        throw new Error('too late');
      });
      await expect(failing).rejects.toThrow('too late');
      expect(comparable(await driver.load(id))).toEqual(comparable(before));
      expect(await subject().history(id)).toEqual([]);
      expect(await subject().callbackIds()).not.toContain(record.id);
    });
  });
}

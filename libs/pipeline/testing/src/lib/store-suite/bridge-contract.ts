import { bridgePlan, externalPlan, pipelinePlan } from '../plan-builder';
import { StoreDriver, comparable, fire, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

const PARENT = pipelinePlan([bridgePlan('bridge', 'mirror')]);
const CHILD = pipelinePlan([externalPlan('wait')]);

/** That a pipeline knows the bridge that triggered it, and a bridge has one pipeline. */
export function bridgeContract(subject: () => StoreUnderTest): void {
  describe('a downstream pipeline', () => {
    it('is loaded with its bridge, and is stored once', async () => {
      const driver = new StoreDriver(subject());
      const pipelineId = await driver.create(PARENT);
      const { id: jobId } = jobNamed(await driver.load(pipelineId), 'bridge');
      const given = { sourceBridge: { pipelineId, jobId }, source: 'parent_pipeline' };
      const first = await driver.create(CHILD, given);
      expect((await driver.load(first)).sourceBridge).toEqual({ pipelineId, jobId, strategy: 'mirror' });
      expect(await Promise.all([driver.create(CHILD, given), driver.create(CHILD, given)])).toEqual([first, first]);
      expect((await driver.load(pipelineId)).sourceBridge).toBeNull();
    });

    it('gives every attempt of the bridge a pipeline of its own', async () => {
      const driver = new StoreDriver(subject());
      const pipelineId = await driver.create(PARENT);
      await driver.run(pipelineId, [{ type: 'process' }, fire('drop', 'bridge')]);
      const before = jobNamed(await driver.load(pipelineId), 'bridge').id;
      const { outcome, numbers } = await driver.run(pipelineId, [{ type: 'retry_job', jobId: before, actor: 'root' }]);
      const after = numbers(pipelineId, outcome.changes.clones[0]?.id ?? 0);
      const ids = [before, after].map((jobId) => driver.create(CHILD, { sourceBridge: { pipelineId, jobId } }));
      const [first, second] = await Promise.all(ids);
      expect(first).not.toBe(second);
    });

    it('lets a bridge that has ended be reopened and end again', async () => {
      const driver = new StoreDriver(subject());
      const pipelineId = await driver.create(PARENT);
      await driver.run(pipelineId, [{ type: 'process' }]);
      const { id: jobId } = jobNamed(await driver.load(pipelineId), 'bridge');
      for (const [type, status] of [['mirror_bridge', 'failed'], ['correct_bridge', 'running'], ['mirror_bridge', 'success']] as const) {
        const { expected } = await driver.run(pipelineId, [{ type, jobId, downstream: { id: 1, status }, told: 'failed' }]);
        expect(comparable(await driver.load(pipelineId))).toEqual(comparable(expected));
      }
      expect((await subject().history(pipelineId)).map(({ to }) => to)).toEqual(['pending', 'failed', 'pending', 'success']);
    });
  });
}

import type { PipelineId } from '@holdpoint/pipeline-domain';
import { bridgePlan, externalPlan, pipelinePlan } from '../plan-builder';
import { StoreDriver, fire, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

const MIDDLE = pipelinePlan([bridgePlan('bridge', 'depend'), ...['wait', 'other'].map((name) => externalPlan(name, { needs: [] }))]);
const BOTTOM = pipelinePlan([externalPlan('wait')]);

/** That a pipeline is read with when jobs of those below it were executed. */
export function downstreamContract(subject: () => StoreUnderTest): void {
  const below = async (driver: StoreDriver, pipelineId: PipelineId, plan = BOTTOM): Promise<PipelineId> => {
    const { id: jobId } = jobNamed(await driver.load(pipelineId), 'bridge');
    const child = await driver.create(plan, { sourceBridge: { pipelineId, jobId } });
    await driver.run(child, [{ type: 'process' }]);
    return child;
  };
  /** What goes on side by side here does so from beginning to end: it counts once. */
  const executed = async (pipelineId: PipelineId): Promise<number> => {
    const below = await subject().store.transaction((transaction) => transaction.executedBelow([pipelineId]));
    return [...new Map(below.get(pipelineId)).entries()].reduce((sum, [from, to]) => sum + to - from, 0);
  };

  describe('what is below a pipeline', () => {
    it('is read with the times of its latest jobs, those that go on included, at every depth', async () => {
      const driver = new StoreDriver(subject());
      const top = await driver.create(pipelinePlan([bridgePlan('bridge', 'mirror')]));
      expect(await executed(top)).toBe(0);
      const middle = await below(driver, top, MIDDLE);
      await subject().step(2_000);
      expect(await executed(top)).toBe(2_000);
      await driver.run(middle, [fire('success', 'wait', 'other')]);
      await subject().step(1_000);
      expect(await executed(top)).toBe(2_000);
      const bottom = await below(driver, middle);
      await subject().step(4_000);
      expect([await executed(top), await executed(middle), await executed(bottom)]).toEqual([6_000, 4_000, 0]);
    });

    it('is read without attempts that were retried', async () => {
      const driver = new StoreDriver(subject());
      const top = await driver.create(pipelinePlan([bridgePlan('bridge', 'mirror')]));
      const child = await below(driver, top);
      await subject().step(2_000);
      await driver.run(child, [fire('drop', 'wait')]);
      const { id: jobId } = jobNamed(await driver.load(child), 'wait');
      await driver.run(child, [{ type: 'retry_job', jobId, actor: 'root' }]);
      await subject().step(500);
      expect(await executed(top)).toBe(500);
    });
  });
}

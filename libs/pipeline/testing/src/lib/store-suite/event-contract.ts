import { pipelineEvent, type PipelineEvent, type PipelineId } from '@holdpoint/pipeline-domain';
import { StoreDriver, fire, type DrivenPass } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** What watchers are told of a pipeline. */
export function eventContract(subject: () => StoreUnderTest): void {
  describe('write of events', () => {
    it('stores one event for a pass, from the first pass on, each as the pure core makes it', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      expect(await subject().events(id)).toEqual([]);
      const passes = [
        await driver.run(id, [{ type: 'process' }, fire('run', 'compile')]),
        await driver.fire(id, 'drop', 'compile'),
        await driver.fire(id, 'success', 'lint'),
      ];
      const stored = await subject().events(id);
      expect(stored).toEqual(passes.map((pass) => expect.objectContaining(madeOf(id, pass))));
      expect(stored[1]?.data.jobs.map(({ name, attempt, from }) => [name, attempt, from])).toContainEqual(['compile', 2, null]);
      expect(stored.flatMap(({ data }) => data.jobs).every((job) => job.id > 0)).toBe(true);
    });

    it('stores none for a pass in which nobody sees a difference', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      await driver.run(id, [{ type: 'process' }]);
      await driver.run(id, [{ type: 'process' }]);
      await driver.fire(id, 'success', 'nobody');
      expect(await subject().events(id)).toHaveLength(1);
    });

    it('stores none of a transaction that fails', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const failing = subject().store.transaction(async (transaction) => {
        await transaction.lock([id], 'wait');
        const [facts] = await transaction.load([id]);
        if (!facts) throw new Error('the pipeline is there');
        const row = { ...facts, version: facts.version + 1, updatedAt: facts.now };
        const nothing = { stages: [], jobs: [], clones: [], added: { stages: [], jobs: [] }, history: [], matches: [], parked: [], resourceRequests: [], deployments: [], environments: [], effects: [] };
        await transaction.write({ changes: [{ pipelineId: id, projectId: facts.projectId, pipeline: row, ...nothing }], callbacks: [], unparked: [] });
        throw new Error('too late');
      });
      await expect(failing).rejects.toThrow('too late');
      expect(await subject().events(id)).toEqual([]);
    });
  });
}

const madeOf = (id: PipelineId, { before, outcome, numbers }: DrivenPass): PipelineEvent => {
  const event = pipelineEvent(before, outcome.changes, (jobId) => numbers(id, jobId));
  if (!event) throw new Error('the pass changes something');
  return event;
};

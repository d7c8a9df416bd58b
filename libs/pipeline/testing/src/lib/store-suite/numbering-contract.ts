import { STORY_PLAN } from '../plan-builder';
import { StoreDriver } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** The numbers that a store gives to pipelines and jobs. */
export function numberingContract(subject: () => StoreUnderTest): void {
  describe('numbers', () => {
    it('counts pipelines within their project', async () => {
      const { store, projectIds } = subject();
      const driver = new StoreDriver(subject());
      const create = (projectId: number) => store.create(driver.newPipeline(STORY_PLAN, { projectId }));
      const [first, second, other] = [await create(projectIds[0]), await create(projectIds[0]), await create(projectIds[1])];
      expect(second.iid).toBe(first.iid + 1);
      expect(other.iid).toBe(1);
      expect(new Set([first.id, second.id, other.id]).size).toBe(3);
    });

    it('counts pipelines that are created at once', async () => {
      const driver = new StoreDriver(subject());
      const [, projectId] = subject().projectIds;
      const created = await Promise.all(
        Array.from({ length: 5 }, () => subject().store.create(driver.newPipeline(STORY_PLAN, { projectId }))),
      );
      const iids = created.map(({ iid }) => iid).sort((a, b) => a - b);
      expect(iids.map((iid) => iid - (iids[0] ?? 0))).toEqual([0, 1, 2, 3, 4]);
    });

    it('numbers jobs of every kind in the order of the plan, no number twice', async () => {
      const driver = new StoreDriver(subject());
      const facts = await driver.load(await driver.create());
      const ids = STORY_PLAN.jobs.map(({ name }) => facts.jobs.find((job) => job.name === name)?.id ?? 0);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      expect(facts.jobs.map(({ id }) => id)).toEqual(ids);
    });
  });
}

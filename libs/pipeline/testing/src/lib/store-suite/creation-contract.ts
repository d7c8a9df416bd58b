import { HOLDPOINT_CI_MODEL, newPipelineFacts, type PipelineFacts } from '@holdpoint/pipeline-domain';
import { STORY_PLAN, jobPlan, pipelinePlan } from '../plan-builder';
import { StoreDriver, comparable } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** What a store makes of a plan. */
export function creationContract(subject: () => StoreUnderTest): void {
  describe('create', () => {
    it('stores everything that the plan says, in created, and due at once', async () => {
      const driver = new StoreDriver(subject());
      const { store, projectIds } = subject();
      const before = await subject().now();
      const { id } = await store.create(driver.newPipeline(STORY_PLAN));
      const facts = await driver.load(id);
      const planned = newPipelineFacts(HOLDPOINT_CI_MODEL, STORY_PLAN, {
        id,
        projectId: projectIds[0],
        ref: 'main',
        sha: 'a'.repeat(40),
        source: 'api',
        now: facts.now,
        defaultTimeoutMs: 3_600_000,
        nextId: () => 0,
      });
      expect(withoutNumbers(facts)).toEqual({ ...withoutNumbers(planned), wakeAt: facts.wakeAt });
      expect(facts.wakeAt).toBeGreaterThanOrEqual(before);
      expect(facts.wakeAt).toBeLessThanOrEqual(facts.now);
    });

    it('keeps stages in order of position with gaps, and the end of the pipeline for a failed job', async () => {
      const driver = new StoreDriver(subject());
      const plan = pipelinePlan([jobPlan('b', { stage: 'two' }), jobPlan('a', { stage: 'one' })], {
        name: 'a name',
        stages: [
          { name: 'one', position: 1 },
          { name: 'two', position: 7 },
        ],
        autoCancel: { onJobFailure: 'all', onNewCommit: 'conservative' },
      });
      const facts = await driver.load(await driver.create(plan));
      expect(facts.stages.map(({ name, position }) => [name, position])).toEqual([['one', 1], ['two', 7]]);
      expect(facts.jobs.map(({ name, stagePosition }) => [name, stagePosition])).toEqual([['b', 7], ['a', 1]]);
      expect(facts.autoCancel).toEqual({ onJobFailure: 'all', onNewCommit: 'conservative' });
    });
  });
}

function withoutNumbers(facts: PipelineFacts): object {
  const { stages, jobs, ...rest } = comparable(facts);
  return { ...rest, stages: stages.map((stage) => ({ ...stage, id: 0 })), jobs: jobs.map((job) => ({ ...job, id: 0 })) };
}

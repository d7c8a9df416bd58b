import { jobPlan, pipelinePlan } from '../plan-builder';
import { StoreDriver, comparable, fire, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** What becomes of new attempts. */
export function retryContract(subject: () => StoreUnderTest): void {
  describe('write of new attempts', () => {
    it('numbers new attempts and puts the numbers wherever they stand', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      await driver.run(id, [{ type: 'process' }, fire('run', 'compile')]);
      const before = await driver.load(id);
      const old = jobNamed(before, 'compile');
      const { numbers, expected, outcome } = await driver.run(id, [fire('drop', 'compile')]);
      const [clone] = outcome.changes.clones;
      expect(clone).toMatchObject({ sourceId: old.id, attempt: 2 });
      const number = numbers(id, clone?.id ?? 0);
      expect(number).toBeGreaterThan(Math.max(...before.jobs.map((job) => job.id)));
      expect(numbers(id, old.id)).toBe(old.id);
      expect(comparable(await driver.load(id, [old.id]))).toEqual(comparable(expected));
      expect((await subject().history(id)).map(({ jobId }) => jobId)).toContain(number);
      expect((await subject().history(id)).every(({ jobId }) => jobId > 0)).toBe(true);
    });

    it('copies needs, timeout and options of an external job to its new attempt', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      await driver.run(id, [{ type: 'process' }, fire('run', 'compile'), fire('success', 'compile'), fire('drop', 'rollout')]);
      const old = jobNamed(await driver.load(id), 'rollout');
      await driver.run(id, [{ type: 'retry_job', jobId: old.id, actor: 'root' }]);
      const job = jobNamed(await driver.load(id), 'rollout');
      expect(job).toMatchObject({ attempt: 2, needs: old.needs, timeoutMs: old.timeoutMs, kind: 'external' });
      expect(job.status).toBe('running_externally');
    });

    it('copies a job more than once in one pass', async () => {
      const driver = new StoreDriver(subject());
      const always = { max: 2, when: ['always'] };
      const id = await driver.create(pipelinePlan([jobPlan('flaky', { retry: always, needs: [] })]));
      const { expected } = await driver.run(id, [
        { type: 'process' },
        fire('drop', 'flaky'),
        fire('drop', 'flaky'),
        fire('drop', 'flaky'),
      ]);
      const attempts = expected.jobs.map((job) => job.id);
      expect(comparable(await driver.load(id, attempts))).toEqual(comparable(expected));
      expect(expected.jobs.map(({ attempt, retried }) => [attempt, retried])).toEqual([[1, true], [2, true], [3, false]]);
    });
  });
}

import { StoreDriver, commitStatus as status, comparable, fire, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** What becomes of commit statuses, which a pass adds to the plan. */
export function commitStatusContract(subject: () => StoreUnderTest): void {
  describe('write of commit statuses', () => {
    it('adds them in a stage that is made once, and keeps what they are told', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const told = { description: 'queued', targetUrl: 'https://example.com/1', coverage: 12.5 };
      const first = await driver.run(id, [{ type: 'process' }, status('flux', 'running', told), status('other', 'success')]);
      expect(comparable(await driver.load(id))).toEqual(comparable(first.expected));
      const second = await driver.run(id, [status('flux', 'failed', { coverage: 13 }), status('third', 'skipped')]);
      const facts = await driver.load(id);
      expect(comparable(facts)).toEqual(comparable(second.expected));
      expect(jobNamed(facts, 'flux')).toMatchObject({ status: 'failed', progress: { description: 'queued' }, commitStatus: { author: 'bot', coverage: 13 } });
      expect(facts.stages.filter(({ name }) => name === 'external')).toHaveLength(1);
    });

    it('numbers them, and puts the numbers wherever they stand', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const { outcome, numbers } = await driver.run(id, [{ type: 'process' }, status('flux', 'running'), fire('drop', 'compile')]);
      const provisional = [...outcome.changes.clones, ...outcome.changes.added.jobs].map((job) => job.id);
      const numbered = provisional.map((jobId) => numbers(id, jobId));
      expect(provisional).toHaveLength(2);
      expect(new Set(numbered.filter((jobId) => jobId > 0)).size).toBe(2);
      expect(numbered).toContain(jobNamed(await driver.load(id), 'flux').id);
      const history = (await subject().history(id)).map(({ jobId }) => jobId);
      expect(history).toEqual(expect.arrayContaining(numbered));
      expect(history.every((jobId) => jobId > 0)).toBe(true);
    });

    it('marks those that others take the place of, many in one pass', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      await driver.run(id, [{ type: 'process' }, status('flux', 'success')]);
      const old = jobNamed(await driver.load(id), 'flux').id;
      const { expected } = await driver.run(id, Array.from({ length: 5 }, () => status('flux', 'success')), { jobIds: [old] });
      const attempts = expected.jobs.filter(({ name }) => name === 'flux');
      const loaded = await driver.load(id, attempts.map((job) => job.id));
      expect(comparable(loaded)).toEqual(comparable(expected));
      expect(attempts.map(({ attempt, retried }) => [attempt, retried])).toEqual([1, 2, 3, 4, 5, 6].map((attempt) => [attempt, attempt < 6]));
    });
  });
}

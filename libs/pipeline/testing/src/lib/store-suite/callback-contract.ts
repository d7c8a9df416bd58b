import { NO_PROGRESS, type PipelineCommand, type PipelineId } from '@holdpoint/pipeline-domain';
import { callbackRecord } from './callback-record';
import { StoreDriver, fire, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** What is kept of callbacks. */
export function callbackContract(subject: () => StoreUnderTest): void {
  describe('write of callbacks', () => {
    it('stores a callback once, however many pipelines it meets, with a match for each', async () => {
      const driver = new StoreDriver(subject());
      const [a, b] = [await driver.create(), await driver.create()];
      const record = callbackRecord(subject());
      const matches: [PipelineId, string][] = [];
      for (const id of [a, b]) {
        await driver.run(id, [{ type: 'process' }, fire('run', 'compile'), fire('success', 'compile', 'lint')]);
        const { outcome } = await driver.run(id, [report(record.id, 'rollout')], { callbacks: [record] });
        matches.push([id, outcome.changes.matches[0]?.verdict ?? 'none']);
        expect(jobNamed(await driver.load(id), 'rollout').status).toBe('success');
      }
      expect((await subject().callbackIds()).filter((id) => id === record.id)).toHaveLength(1);
      expect(matches).toEqual([[a, 'accepted'], [b, 'accepted']]);
      const stored = await subject().matches(record.id);
      expect(stored.map(({ pipelineId, verdict }) => [pipelineId, verdict])).toEqual(matches);
    });

    it('stores a match that changed nothing, and one that met no job', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const [early, unknown] = [callbackRecord(subject()), callbackRecord(subject())];
      const { outcome } = await driver.run(id, [report(early.id, 'rollout'), report(unknown.id, 'nobody')], {
        callbacks: [early, unknown],
      });
      expect(outcome.changes.matches.map(({ verdict }) => verdict)).toEqual(['parked', 'unmatched']);
      expect(await subject().callbackIds()).toEqual(expect.arrayContaining([early.id, unknown.id]));
      const stored = await subject().matches(unknown.id);
      expect(stored).toEqual([{ pipelineId: id, jobId: null, verdict: 'unmatched' }]);
    });
  });
}

const report = (callbackId: string, jobName: string): PipelineCommand => ({
  type: 'callback',
  callbackId,
  jobId: null,
  jobName,
  matchKey: null,
  report: { outcome: 'success', progress: NO_PROGRESS },
  actor: 'argo',
});

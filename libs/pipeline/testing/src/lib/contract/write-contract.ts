import type { CallbackRecord } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, runPass, type PipelineCommand, type PipelineId } from '@holdpoint/pipeline-domain';
import { jobPlan, pipelinePlan } from '../plan-builder';
import { StoreDriver, comparable, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

const PROCESS: PipelineCommand = { type: 'process' };

/** That what was written is what is loaded, and all of it or nothing. */
export function writeContract(subject: () => StoreUnderTest): void {
  let made = 0;
  const callback = (projectId = subject().projectIds[0]): CallbackRecord => {
    made += 1;
    const id = `019abcde-0000-7000-8000-${String(made).padStart(12, '0')}`;
    return { id, projectId, provider: 'pipeline_callback', actor: 'argo', request: { status: 'success' } };
  };
  const report = (callbackId: string, jobName: string): PipelineCommand => ({
    type: 'callback',
    callbackId,
    jobId: null,
    jobName,
    outcome: 'success',
    actor: 'argo',
  });

  describe('write', () => {
    it('stores a first pass: states, times, deadline and wake-up', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const { expected, outcome } = await driver.run(id, [PROCESS, fire('run', 'compile'), fire('success', 'compile', 'lint')]);
      expect(outcome.changes.history.length).toBeGreaterThan(4);
      const facts = await driver.load(id);
      expect(comparable(facts)).toEqual(comparable(expected));
      expect(jobNamed(facts, 'rollout').deadlineAt).not.toBeNull();
      expect(facts.wakeAt).not.toBeNull();
    });

    it('stores history in order, without gaps, and with the pipeline', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const first = await driver.run(id, [PROCESS]);
      const second = await driver.fire(id, 'run', 'compile');
      const written = [...first.outcome.changes.history, ...second.outcome.changes.history];
      const stored = await subject().history(id);
      expect(stored).toEqual(written.map(({ kind: _kind, ...line }) => expect.objectContaining(line)));
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_line, index) => index + 1));
      expect((await driver.load(id)).historySeq).toBe(stored.length);
    });

    it('numbers new attempts and puts the numbers wherever they stand', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      await driver.run(id, [PROCESS, fire('run', 'compile')]);
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
      await driver.run(id, [PROCESS, fire('run', 'compile'), fire('success', 'compile'), fire('drop', 'rollout')]);
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
        PROCESS,
        fire('drop', 'flaky'),
        fire('drop', 'flaky'),
        fire('drop', 'flaky'),
      ]);
      const attempts = expected.jobs.map((job) => job.id);
      expect(comparable(await driver.load(id, attempts))).toEqual(comparable(expected));
      expect(expected.jobs.map(({ attempt, retried }) => [attempt, retried])).toEqual([[1, true], [2, true], [3, false]]);
    });

    it('writes many pipelines in one batch, with one instant', async () => {
      const driver = new StoreDriver(subject());
      const ids = [await driver.create(), await driver.create(pipelinePlan([jobPlan('only')])), await driver.create()];
      const expected = await subject().store.transaction(async (transaction) => {
        const facts = await transaction.load(await transaction.lock(ids, 'skip_held'), []);
        const passes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [PROCESS]));
        await transaction.write({ changes: passes.map(({ changes }) => changes), callbacks: [] });
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
      const record = callback();
      const failing = subject().store.transaction(async (transaction) => {
        await transaction.lock([id], 'wait');
        const [facts] = await transaction.load([id], []);
        if (!facts) throw new Error('the pipeline is there');
        const { changes } = runPass(HOLDPOINT_CI_MODEL, facts, [PROCESS, fire('drop', 'compile')]);
        await transaction.write({ changes: [changes], callbacks: [record] });
        throw new Error('too late');
      });
      await expect(failing).rejects.toThrow('too late');
      expect(comparable(await driver.load(id))).toEqual(comparable(before));
      expect(await subject().history(id)).toEqual([]);
      expect(await subject().callbackIds()).not.toContain(record.id);
    });

    it('stores a callback once, however many pipelines it meets, with a match for each', async () => {
      const driver = new StoreDriver(subject());
      const [a, b] = [await driver.create(), await driver.create()];
      const record = callback();
      const matches: [PipelineId, string][] = [];
      for (const id of [a, b]) {
        await driver.run(id, [PROCESS, fire('run', 'compile'), fire('success', 'compile', 'lint')]);
        const { outcome } = await driver.run(id, [report(record.id, 'rollout')], { callbacks: [record] });
        matches.push([id, outcome.changes.matches[0]?.verdict ?? 'none']);
        expect(jobNamed(await driver.load(id), 'rollout').status).toBe('success');
      }
      expect((await subject().callbackIds()).filter((id) => id === record.id)).toHaveLength(1);
      expect(matches).toEqual([[a, 'accepted'], [b, 'accepted']]);
      const stored = await subject().matches?.(record.id);
      if (stored) expect(stored.map(({ pipelineId, verdict }) => [pipelineId, verdict])).toEqual(matches);
    });

    it('stores a match that changed nothing, and one that met no job', async () => {
      const driver = new StoreDriver(subject());
      const id = await driver.create();
      const [early, unknown] = [callback(), callback()];
      const { outcome } = await driver.run(id, [report(early.id, 'rollout'), report(unknown.id, 'nobody')], {
        callbacks: [early, unknown],
      });
      expect(outcome.changes.matches.map(({ verdict }) => verdict)).toEqual(['unmatched', 'unmatched']);
      expect(await subject().callbackIds()).toEqual(expect.arrayContaining([early.id, unknown.id]));
      const stored = await subject().matches?.(unknown.id);
      if (stored) expect(stored).toEqual([{ pipelineId: id, jobId: null, verdict: 'unmatched' }]);
    });
  });
}

const fire = (event: string, ...jobNames: readonly string[]): PipelineCommand => ({
  type: 'fire_event',
  event,
  jobNames,
  actor: 'tester',
});

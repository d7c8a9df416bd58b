import { Corridor } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, NO_PROGRESS, type CallbackCommand, type PipelineCommand, type PipelineId } from '@holdpoint/pipeline-domain';
import { externalPlan, jobPlan, pipelinePlan } from '../plan-builder';
import { callbackRecord } from './callback-record';
import { StoreDriver, fire, jobNamed } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** Two external jobs, one after the other, behind a build. */
const CHAIN = pipelinePlan([
  jobPlan('push', { stage: 'build' }),
  externalPlan('sync', { stage: 'test' }),
  externalPlan('verify', { stage: 'after' }),
]);

/** What becomes of callbacks that come before their job waits. */
export function parkingContract(subject: () => StoreUnderTest): void {
  describe('parked callbacks', () => {
    it('are applied in the transaction that starts their job, once', async () => {
      const { corridor, driver, id } = await start(subject());
      const early = await report(subject(), corridor, id, 'sync');
      expect(await verdictsOf(subject(), early)).toEqual(['parked']);
      await corridor.submit({ pipelineId: id, command: push });
      const facts = await driver.load(id);
      expect([jobNamed(facts, 'sync').status, jobNamed(facts, 'verify').status]).toEqual(['success', 'running_externally']);
      expect(await verdictsOf(subject(), early)).toEqual(['parked', 'accepted']);
      await corridor.submit({ pipelineId: id, command: { type: 'retry_job', jobId: jobNamed(facts, 'sync').id, actor: 'x' } });
      expect(jobNamed(await driver.load(id), 'sync').status).toBe('running_externally');
    });

    it('are applied to jobs that other parked callbacks have started', async () => {
      const { corridor, driver, id } = await start(subject());
      for (const name of ['verify', 'sync']) await report(subject(), corridor, id, name);
      await corridor.submit({ pipelineId: id, command: push });
      const facts = await driver.load(id);
      expect(facts.status).toBe('success');
    });

    it('come before what happens later in the same batch', async () => {
      const { corridor, driver, id } = await start(subject());
      const early = await report(subject(), corridor, id, 'sync', 'failed');
      const record = callbackRecord(subject());
      const late = callback(record.id, 'sync', 'success');
      const [, answer] = await Promise.all([
        corridor.submit({ pipelineId: id, command: push }),
        corridor.submit({ pipelineId: id, command: late, callback: record }),
      ]);
      expect(answer).toMatchObject({ ok: true, value: { match: { verdict: 'conflict' } } });
      expect(jobNamed(await driver.load(id), 'sync').status).toBe('failed');
      expect(await verdictsOf(subject(), early)).toEqual(['parked', 'accepted']);
    });

    it('are applied when their job starts in the very batch that parks them', async () => {
      const { corridor, driver, id } = await start(subject());
      const record = callbackRecord(subject());
      await Promise.all([
        corridor.submit({ pipelineId: id, command: callback(record.id, 'sync', 'success'), callback: record }),
        corridor.submit({ pipelineId: id, command: push }),
      ]);
      expect(jobNamed(await driver.load(id), 'sync').status).toBe('success');
      expect(await verdictsOf(subject(), record.id)).toEqual(['parked', 'accepted']);
    });

    it('are applied when the callback itself brings a pipeline to its first pass', async () => {
      const corridor = new Corridor(subject().store, HOLDPOINT_CI_MODEL);
      const driver = new StoreDriver(subject());
      const id = await driver.create(pipelinePlan([externalPlan('sync')]));
      const early = await report(subject(), corridor, id, 'sync');
      expect(await verdictsOf(subject(), early)).toEqual(['parked', 'accepted']);
      expect((await driver.load(id)).status).toBe('success');
    });

    it('are judged like any other: the second of two for a job conflicts', async () => {
      const { corridor, driver, id } = await start(subject());
      const first = await report(subject(), corridor, id, 'sync', 'success');
      const second = await report(subject(), corridor, id, 'sync', 'failed');
      await corridor.submit({ pipelineId: id, command: push });
      expect(jobNamed(await driver.load(id), 'sync').status).toBe('success');
      expect(await verdictsOf(subject(), first)).toEqual(['parked', 'accepted']);
      expect(await verdictsOf(subject(), second)).toEqual(['parked', 'conflict']);
    });
  });
}

const push: PipelineCommand = fire('success', 'push');

async function start(subject: StoreUnderTest): Promise<{ corridor: Corridor; driver: StoreDriver; id: PipelineId }> {
  const corridor = new Corridor(subject.store, HOLDPOINT_CI_MODEL);
  const driver = new StoreDriver(subject);
  const id = await driver.create(CHAIN);
  await corridor.submit({ pipelineId: id, command: { type: 'process' } });
  return { corridor, driver, id };
}

async function report(
  subject: StoreUnderTest,
  corridor: Corridor,
  pipelineId: PipelineId,
  jobName: string,
  outcome: 'success' | 'failed' = 'success',
): Promise<string> {
  const record = callbackRecord(subject);
  const answer = await corridor.submit({ pipelineId, command: callback(record.id, jobName, outcome), callback: record });
  if (!answer.ok || answer.value.type !== 'matched') throw new Error('a callback is answered by a match');
  return record.id;
}

const callback = (callbackId: string, jobName: string, outcome: 'success' | 'failed'): CallbackCommand => ({
  type: 'callback',
  callbackId,
  jobId: null,
  jobName,
  matchKey: null,
  report: { outcome, progress: NO_PROGRESS },
  actor: 'argo',
});

const verdictsOf = async (subject: StoreUnderTest, callbackId: string): Promise<readonly string[]> =>
  (await subject.matches(callbackId)).map(({ verdict }) => verdict);

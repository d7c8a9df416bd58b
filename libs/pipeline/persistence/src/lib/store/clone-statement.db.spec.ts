/** New attempts of what the store has, beside what the store suite tries. */
import { externalPlan, jobNamed, pipelinePlan, StoreDriver } from '@holdpoint/pipeline-testing';
import { HOLDPOINT_CI_MODEL, runPass, type JobClone, type PipelineId } from '@holdpoint/pipeline-domain';
import { PgPipelineStore } from './pg-pipeline-store';
import { createPgSubject, type PgSubject } from './store-subject.fixture';

/** GitLab's longest: a month. */
const BUILD_TIMEOUT_S = 2_629_746;

let subject: PgSubject;
beforeAll(async () => (subject = await createPgSubject()));
afterAll(() => subject.dispose());

const withoutTimeout = (clone: JobClone): JobClone => ({ ...clone, copiedFields: clone.copiedFields.filter((field) => field !== 'timeout') });

/** Retries a job as a model does that has forgotten to copy its timeout. */
async function retryForgetful(id: PipelineId, jobId: number): Promise<void> {
  await subject.store.transaction(async (transaction) => {
    const { facts: [before] } = await transaction.lock([id], 'wait', new Map([[id, [jobId]]]));
    if (!before) throw new Error('the pipeline is stored');
    const { changes } = runPass(HOLDPOINT_CI_MODEL, before, [{ type: 'retry_job', jobId, actor: 'x' }]);
    await transaction.write({ changes: [{ ...changes, clones: changes.clones.map(withoutTimeout) }], callbacks: [], unparked: [] });
  });
}

it('a timeout that is not copied is the project\'s, up to the longest there may be', async () => {
  await subject.pool.query('UPDATE projects SET build_timeout_s = $1', [BUILD_TIMEOUT_S]);
  const driver = new StoreDriver(subject);
  const id = await driver.create(pipelinePlan([externalPlan('wait', { timeoutMs: 60_000 })]));
  await driver.run(id, [{ type: 'process' }]);
  await driver.fire(id, 'drop', 'wait');
  await retryForgetful(id, jobNamed(await driver.load(id), 'wait').id);
  // Another process: this one keeps what the pass has made of the facts.
  const other = new StoreDriver({ ...subject, store: new PgPipelineStore(subject.pool) });
  expect(jobNamed(await other.load(id), 'wait')).toMatchObject({ attempt: 2, timeoutMs: BUILD_TIMEOUT_S * 1_000 });
});

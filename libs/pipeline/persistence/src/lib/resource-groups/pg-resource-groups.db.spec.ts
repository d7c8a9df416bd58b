/** Resource groups in PostgreSQL: the contract, and that one job has a resource whoever asks for it at the same time. */
import { HOLDPOINT_CI_MODEL, runPass, type ResourceGroupId } from '@holdpoint/pipeline-domain';
import { externalPlan, jobNamed, pipelinePlan, resourceGroupContract, StoreDriver } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { PgResourceGroups } from './pg-resource-groups';

resourceGroupContract('PgResourceGroups', async () => {
  const subject = await createPgSubject();
  const setMode = async (id: ResourceGroupId, mode: string): Promise<void> => {
    await subject.pool.query('UPDATE resource_groups SET process_mode = $2 WHERE id = $1', [id, mode]);
  };
  return { subject, groups: new PgResourceGroups(subject.pool), setMode };
});

describe('many at once', () => {
  const PIPELINES = 24;
  let subject: PgSubject;
  let driver: StoreDriver;
  let groups: PgResourceGroups;
  beforeAll(async () => {
    subject = await createPgSubject();
    driver = new StoreDriver(subject);
    groups = new PgResourceGroups(subject.pool);
  });
  afterAll(() => subject.dispose());

  let made = 0;
  /** As many pipelines as that wait in a group of their own. */
  const makeWaiting = async (): Promise<ResourceGroupId> => {
    const plan = pipelinePlan([externalPlan('wait', { resourceGroup: `group ${(made += 1)}` })]);
    const waiting = await Promise.all(Array.from({ length: PIPELINES }, () => driver.create(plan)));
    await Promise.all(waiting.map((pipelineId) => driver.run(pipelineId, [{ type: 'process' }])));
    return jobNamed(await driver.load(waiting[0] ?? 0), 'wait').resourceGroupId ?? 0;
  };

  it('make one group when they are the first to name it', async () => {
    await makeWaiting();
    expect((await subject.pool.query('SELECT key FROM resource_groups')).rows).toEqual([{ key: 'group 1' }]);
  });

  it('make pipelines and retry jobs without waiting for one another', async () => {
    const groups = ['one', 'two'];
    const jobs = groups.map((resourceGroup) => externalPlan(resourceGroup, { resourceGroup }));
    const retried = await driver.create(pipelinePlan(jobs));
    await driver.run(retried, [{ type: 'process' }, { type: 'cancel_pipeline', actor: 'x' }]);
    await subject.store.transaction(async (transaction) => {
      const { facts } = await transaction.lock([retried], 'wait');
      const changes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [{ type: 'retry_pipeline', actor: 'x' }]).changes);
      await transaction.write({ changes, callbacks: [], unparked: [] });
      // The pass has not committed: what it refers to must be free for those who make pipelines.
      await driver.create(pipelinePlan([...jobs].reverse()));
    });
    expect((await driver.load(retried)).jobs.map(({ status }) => status)).toEqual(['waiting_for_resource', 'waiting_for_resource']);
  });

  it('are told of the same job', async () => {
    const id = await makeWaiting();
    const told = await Promise.all(Array.from({ length: 8 }, () => groups.assign(id)));
    expect(new Set(told.map((assigned) => assigned?.jobId)).size).toBe(1);
  });

  /** Each hands on, starts whom it is told of and ends that job, while others do the same. */
  it('hand it from job to job, without two having it or holding one another up for good', async () => {
    const id = await makeWaiting();
    const ended: number[] = [];
    const holders = async (): Promise<readonly unknown[]> => (await subject.pool.query("SELECT job_id AS id FROM resource_requests WHERE state = 'holding' AND resource_group_id = $1", [id])).rows;
    const step = async (): Promise<void> => {
      const assigned = await groups.assign(id);
      if (!assigned) return;
      const { pipelineId, jobId } = assigned;
      // Whoever comes second is refused: the job has started.
      const { outcome } = await driver.run(pipelineId, [{ type: 'start_with_resource', jobId }]);
      if (outcome.results[0]?.type !== 'done') return;
      expect(await holders()).toEqual([{ id: jobId }]);
      await driver.fire(pipelineId, ended.length % 2 === 0 ? 'success' : 'drop', 'wait');
      ended.push(jobId);
    };
    const worker = async (): Promise<void> => {
      while (ended.length < PIPELINES) await step();
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    expect(new Set(ended).size).toBe(PIPELINES);
    expect((await subject.pool.query('SELECT FROM resource_requests WHERE resource_group_id = $1', [id])).rows).toEqual([]);
  });
});

import type { AssignedJob, ResourceGroups } from '@holdpoint/pipeline-application';
import {
  HOLDPOINT_CI_MODEL,
  inLine,
  PROCESS_MODES,
  runPass,
  type JobId,
  type PipelineCommand,
  type PipelineFacts,
  type PipelineId,
  type ProcessMode,
  type QueuedJob,
  type ResourceGroupId,
} from '@holdpoint/pipeline-domain';
import { externalPlan, jobPlan, pipelinePlan } from '../plan-builder';
import { jobNamed, StoreDriver } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** Resource groups that the contract is tried on, with the store that fills them. */
export interface ResourceGroupsUnderTest {
  readonly subject: StoreUnderTest;
  readonly groups: ResourceGroups;
  setMode(id: ResourceGroupId, mode: ProcessMode): Promise<void>;
}

const GROUPED = pipelinePlan([externalPlan('wait', { resourceGroup: 'production' })]);

/** Two jobs of one group, the second of which does not wait before the first has ended. */
const CHAIN = pipelinePlan([jobPlan('first', { resourceGroup: 'chain' }), externalPlan('second', { resourceGroup: 'chain' })]);

let keys = 0;

/** The suite that every implementation of {@link ResourceGroups} passes beside its store: one job has a resource at a time. */
export function resourceGroupContract(name: string, create: () => Promise<ResourceGroupsUnderTest>): void {
  describe(`${name} as resource groups`, () => {
    let tried: ResourceGroupsUnderTest;
    let driver: StoreDriver;
    beforeAll(async () => {
      tried = await create();
      driver = new StoreDriver(tried.subject);
    });
    afterAll(() => tried.subject.dispose());

    const groupOf = async (pipelineId: PipelineId, job: string): Promise<ResourceGroupId> => jobNamed(await driver.load(pipelineId), job).resourceGroupId ?? 0;
    const give = async (id: ResourceGroupId): Promise<AssignedJob | null> => {
      const assigned = await tried.groups.assign(id);
      if (assigned) await driver.run(assigned.pipelineId, [{ type: 'start_with_resource', jobId: assigned.jobId }]);
      return assigned;
    };

    it('gives the resource to one job, tells of it until that has started, and to nobody else until it has ended', async () => {
      const pipelines = [await driver.create(GROUPED), await driver.create(GROUPED)] as const;
      const id = await groupOf(pipelines[0], 'wait');
      expect(await groupOf(pipelines[1], 'wait')).toBe(id);
      expect(await tried.groups.assign(id)).toBeNull();
      for (const pipelineId of pipelines) await driver.run(pipelineId, [{ type: 'process' }]);
      const expected = { pipelineId: pipelines[0], jobId: jobNamed(await driver.load(pipelines[0]), 'wait').id };
      expect([await tried.groups.assign(id), await give(id)]).toEqual([expected, expected]);
      expect(await tried.groups.assign(id)).toBeNull();
      await driver.fire(pipelines[0], 'success', 'wait');
      expect((await give(id))?.pipelineId).toBe(pipelines[1]);
    });

    it('is another group in another project', async () => {
      const [, other] = tried.subject.projectIds;
      expect(await groupOf(await driver.create(GROUPED), 'wait')).not.toBe(await groupOf(await driver.create(GROUPED, { projectId: other }), 'wait'));
    });

    it('goes to the next when who has got it is canceled before it starts', async () => {
      const plan = pipelinePlan([externalPlan('wait', { resourceGroup: 'given' })]);
      const ids = [await driver.create(plan), await driver.create(plan)] as const;
      for (const pipelineId of ids) await driver.run(pipelineId, [{ type: 'process' }]);
      const id = await groupOf(ids[0], 'wait');
      expect((await tried.groups.assign(id))?.pipelineId).toBe(ids[0]);
      await driver.run(ids[0], [{ type: 'cancel_pipeline', actor: 'x' }]);
      expect((await give(id))?.pipelineId).toBe(ids[1]);
    });

    it('follows jobs through skipping, reviving and retrying', async () => {
      const pipelineId = await driver.create(CHAIN);
      await driver.run(pipelineId, [{ type: 'process' }]);
      const id = await groupOf(pipelineId, 'first');
      const first = await give(id);
      await driver.fire(pipelineId, 'drop', 'first');
      expect([jobNamed(await driver.load(pipelineId), 'second').status, await tried.groups.assign(id)]).toEqual(['skipped', null]);
      await driver.run(pipelineId, [{ type: 'retry_job', jobId: first?.jobId ?? 0, actor: 'root' }]);
      const again = await give(id);
      expect(again).toEqual({ pipelineId, jobId: jobNamed(await driver.load(pipelineId), 'first').id });
      expect(again?.jobId).not.toBe(first?.jobId);
      await driver.fire(pipelineId, 'success', 'first');
      expect((await give(id))?.jobId).toBe(jobNamed(await driver.load(pipelineId), 'second').id);
    });

    startContract(() => tried);

    it.each(PROCESS_MODES)('%s: the next is the first in line, whoever waits', (mode) => nextIsFirst(tried, mode));
  });
}

/** That a job starts with the resource in its hands, or not at all. */
function startContract(tried: () => ResourceGroupsUnderTest): void {
  const driver = (): StoreDriver => new StoreDriver(tried().subject);

  it('lets nobody start who has not got it, free as it may be', async () => {
    const pipelineId = await driver().create(pipelinePlan([externalPlan('wait', { resourceGroup: 'free' })]));
    await driver().run(pipelineId, [{ type: 'process' }]);
    const { id: jobId } = jobNamed(await driver().load(pipelineId), 'wait');
    await expect(driver().run(pipelineId, [{ type: 'start_with_resource', jobId }])).rejects.toThrow();
    const ended = driver().run(pipelineId, [{ type: 'start_with_resource', jobId }, { type: 'fire_event', event: 'success', jobNames: ['wait'], actor: 'x' }]);
    await expect(ended).rejects.toThrow();
    expect(jobNamed(await driver().load(pipelineId), 'wait').status).toBe('waiting_for_resource');
  });

  it('leaves nothing of a transaction in which somebody starts without it', async () => {
    const plan = pipelinePlan([externalPlan('wait', { resourceGroup: 'none has' })]);
    const ids = [await driver().create(plan), await driver().create(plan)] as const;
    for (const pipelineId of ids) await driver().run(pipelineId, [{ type: 'process' }]);
    const failing = tried().subject.store.transaction(async (transaction) => {
      const { facts } = await transaction.lock(ids, 'wait');
      const commandOf = ({ id, jobs: [job] }: PipelineFacts): PipelineCommand =>
        id === ids[0] ? { type: 'cancel_pipeline', actor: 'x' } : { type: 'start_with_resource', jobId: job?.id ?? 0 };
      const changes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [commandOf(pipeline)]).changes);
      await transaction.write({ changes, callbacks: [], unparked: [] });
    });
    await expect(failing).rejects.toThrow();
    expect((await driver().load(ids[0])).status).toBe('waiting_for_resource');
  });
}

/** Of the first and the last of four pipelines nobody waits, of the second both jobs, of the third one. */
async function nextIsFirst({ subject, groups, setMode }: ResourceGroupsUnderTest, mode: ProcessMode): Promise<void> {
  const driver = new StoreDriver(subject);
  const resourceGroup = `line ${(keys += 1)}`;
  const plan = pipelinePlan([jobPlan('go'), externalPlan('a', { resourceGroup }), externalPlan('b', { resourceGroup, needs: [] })]);
  const pipelines: PipelineId[] = [];
  for (let made = 0; made < 4; made += 1) pipelines.push(await driver.create(plan));
  const id = jobNamed(await driver.load(pipelines[0] ?? 0), 'a').resourceGroupId ?? 0;
  await setMode(id, mode);
  for (const pipelineId of pipelines.slice(1, 3)) await driver.run(pipelineId, [{ type: 'process' }]);
  await driver.fire(pipelines[1] ?? 0, 'success', 'go');
  const line = inLine(mode, await queueOf(driver, pipelines));
  const next = line[0]?.request === 'waiting' ? { pipelineId: line[0].pipelineId, jobId: line[0].jobId } : null;
  expect(await groups.assign(id)).toEqual(next);
}

/** The jobs of a group that are not over, as the model sees them. */
async function queueOf(driver: StoreDriver, pipelines: readonly PipelineId[]): Promise<readonly QueuedJob[]> {
  const facts = await Promise.all(pipelines.map((id) => driver.load(id)));
  return facts.flatMap(({ id: pipelineId, jobs }) =>
    jobs.flatMap(({ id: jobId, resourceGroupId, status }): { jobId: JobId; pipelineId: PipelineId; request: QueuedJob['request'] }[] =>
      resourceGroupId === null ? [] : [{ jobId, pipelineId, request: status === 'created' ? 'upcoming' : 'waiting' }],
    ),
  );
}

import type { StoredDeployment, StoredEnvironment } from '@holdpoint/pipeline-application';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import { environmentPlan, externalPlan, jobPlan, pipelinePlan } from '../plan-builder';
import { jobNamed, StoreDriver } from './store-driver';
import type { StoreUnderTest } from './store-under-test';

/** A store that the contract is tried on, with what it takes to look at what it keeps of environments. */
export interface EnvironmentsUnderTest {
  readonly subject: StoreUnderTest;
  /** The stored deployments of a pipeline, oldest first. */
  deployments(pipelineId: PipelineId): Promise<readonly StoredDeployment[]>;
  /** The stored environment of a name; undefined when no pipeline of the project has named it. */
  environment(projectId: number, name: string): Promise<StoredEnvironment | undefined>;
}

/** The suite that every store passes that keeps environments, and what jobs have deployed to them. */
export function environmentContract(name: string, create: () => Promise<EnvironmentsUnderTest>): void {
  describe(`${name} with environments`, () => {
    let tried: EnvironmentsUnderTest;
    let driver: StoreDriver;
    beforeAll(async () => void (driver = new StoreDriver((tried = await create()).subject)));
    afterAll(() => tried.subject.dispose());

    const statuses = async (id: PipelineId): Promise<readonly string[]> => (await tried.deployments(id)).map(({ status }) => status);

    it('makes an environment of a project with the first pipeline that names it, and once', async () => {
      const [projectId, other] = tried.subject.projectIds;
      const plan = pipelinePlan([jobPlan('a', { environment: environmentPlan('once') }), externalPlan('b', { environment: environmentPlan('once', { tier: 'testing' }) })]);
      const ids = await Promise.all([driver.create(plan), driver.create(plan), driver.create(plan, { projectId: other })]);
      const numbers = (await Promise.all(ids.map((id) => driver.load(id)))).map(({ jobs }) => jobs.map((job) => job.environment?.id));
      const [first, elsewhere] = [await tried.environment(projectId, 'once'), await tried.environment(other, 'once')];
      expect(first).toEqual({ id: expect.any(Number), slug: 'once', tier: 'testing', externalUrl: null, state: 'available' });
      expect(numbers).toEqual([[first?.id, first?.id], [first?.id, first?.id], [elsewhere?.id, elsewhere?.id]]);
      expect(elsewhere?.id).not.toBe(first?.id);
    });

    it('makes a deployment when its job leaves `created`, and moves it with its job', async () => {
      const options = { url: 'https://moves.example.com', tier: 'staging' } as const;
      const id = await driver.create(pipelinePlan([jobPlan('build'), externalPlan('wait', { stage: 'test', environment: environmentPlan('moves', options) })]));
      await driver.run(id, [{ type: 'process' }]);
      expect(await statuses(id)).toEqual([]);
      await driver.fire(id, 'success', 'build');
      const facts = await driver.load(id);
      const [made] = await tried.deployments(id);
      const { id: jobId, environment: of } = jobNamed(facts, 'wait');
      expect(of?.options).toEqual({ action: 'start', onStop: null, ...options });
      expect(made).toMatchObject({ jobId, environmentId: of?.id, ref: facts.ref, sha: facts.sha, status: 'running', finishedAt: null });
      await tried.subject.step(1_000);
      await driver.fire(id, 'success', 'wait');
      expect((await tried.deployments(id))[0]?.finishedAt).toBeGreaterThanOrEqual((made?.createdAt ?? 0) + 1_000);
      expect(await tried.environment(facts.projectId, 'moves')).toMatchObject({ externalUrl: options.url, tier: 'staging' });
    });

    it('makes one for each attempt, which it numbers by the project without gaps', async () => {
      const plan = pipelinePlan([jobPlan('a', { environment: environmentPlan('numbered') }), externalPlan('b', { needs: [], environment: environmentPlan('numbered') })]);
      const ids = [await driver.create(plan), await driver.create(plan)];
      const before = await driver.create(pipelinePlan([jobPlan('a', { environment: environmentPlan('numbered') })]));
      await driver.run(before, [{ type: 'process' }]);
      const last = (await tried.deployments(before))[0]?.iid ?? 0;
      await Promise.all(ids.map((id) => driver.run(id, [{ type: 'process' }])));
      const [retried = 0] = ids;
      await driver.fire(retried, 'drop', 'b');
      await driver.run(retried, [{ type: 'retry_job', jobId: jobNamed(await driver.load(retried), 'b').id, actor: 'root' }]);
      expect(await statuses(retried)).toEqual(['created', 'failed', 'running']);
      const iids = (await Promise.all(ids.map((id) => tried.deployments(id)))).flat().map(({ iid }) => iid - last);
      expect([...iids].sort()).toEqual([1, 2, 3, 4, 5]);
    });

    it('stops an environment when a job that stops it has succeeded, and starts it again', async () => {
      const [projectId] = tried.subject.projectIds;
      const stop = externalPlan('stop', { stage: 'test', environment: environmentPlan('stopped', { action: 'stop', url: 'https://never' }) });
      const id = await driver.create(pipelinePlan([jobPlan('start', { environment: environmentPlan('stopped') }), stop]));
      await driver.run(id, [{ type: 'process' }]);
      await driver.fire(id, 'success', 'start');
      expect((await tried.environment(projectId, 'stopped'))?.state).toBe('available');
      await driver.fire(id, 'success', 'stop');
      expect(await tried.environment(projectId, 'stopped')).toMatchObject({ state: 'stopped', externalUrl: null });
      expect(await statuses(id)).toEqual(['success']);
      await driver.run(id, [{ type: 'retry_job', jobId: jobNamed(await driver.load(id), 'start').id, actor: 'root' }]);
      await driver.fire(id, 'success', 'start');
      expect((await tried.environment(projectId, 'stopped'))?.state).toBe('available');
    });
  });
}

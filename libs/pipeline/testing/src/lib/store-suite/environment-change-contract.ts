import type { EnvironmentPlan, JobPlan } from '@holdpoint/pipeline-domain';
import { environmentPlan, externalPlan, jobPlan, pipelinePlan } from '../plan-builder';
import { jobNamed, StoreDriver } from './store-driver';
import type { EnvironmentsUnderTest } from './environment-contract';

const job = (name: string, of: EnvironmentPlan, given: Partial<JobPlan> = {}): JobPlan => externalPlan(name, { environment: of, ...given });

/** What every store makes of an environment that several jobs of one pipeline are about. */
export function environmentChangeContract(name: string, create: () => Promise<EnvironmentsUnderTest>): void {
  describe(`${name} with several jobs of one environment`, () => {
    let tried: EnvironmentsUnderTest;
    let driver: StoreDriver;
    beforeAll(async () => void (driver = new StoreDriver((tried = await create()).subject)));
    afterAll(() => tried.subject.dispose());

    const after = async (of: string, jobs: readonly JobPlan[]): Promise<unknown> => {
      const id = await driver.create(pipelinePlan(jobs));
      await driver.run(id, [{ type: 'process' }]);
      await driver.fire(id, 'success', ...jobs.map((plan) => plan.name));
      return tried.environment(tried.subject.projectIds[0], of);
    };

    it('keeps the address and the tier of one where another of the same pass says none', async () => {
      const told = environmentPlan('shared', { url: 'https://shared.example.com', tier: 'testing' });
      const jobs = [job('a', told), job('b', environmentPlan('shared')), job('c', environmentPlan('shared', { action: 'stop' }))];
      expect(await after('shared', jobs)).toMatchObject({ externalUrl: 'https://shared.example.com', tier: 'testing', state: 'stopped' });
    });

    it('has no address where a deployment has made it empty', async () => {
      await after('cleared', [job('a', environmentPlan('cleared', { url: 'https://cleared.example.com' }))]);
      expect(await after('cleared', [job('a', environmentPlan('cleared'))])).toMatchObject({ externalUrl: 'https://cleared.example.com' });
      expect(await after('cleared', [job('a', environmentPlan('cleared', { url: '' }))])).toMatchObject({ externalUrl: null });
    });

    it('is made for what the first of the plan says that says anything', async () => {
      const jobs = [job('a', environmentPlan('disputed')), job('b', environmentPlan('disputed', { tier: 'testing' })), job('c', environmentPlan('disputed', { tier: 'development' }))];
      await driver.create(pipelinePlan(jobs));
      expect(await tried.environment(tried.subject.projectIds[0], 'disputed')).toMatchObject({ tier: 'testing' });
    });

    it('is deployed to by no job that has ended before its turn; what a revived one has deployed ends with it', async () => {
      const jobs = [jobPlan('first'), job('wait', environmentPlan('unbegun')), job('next', environmentPlan('unbegun'), { stage: 'next' })];
      const id = await driver.create(pipelinePlan(jobs));
      await driver.run(id, [{ type: 'process' }]);
      await driver.fire(id, 'drop', 'first');
      await driver.run(id, [{ type: 'retry_job', jobId: jobNamed(await driver.load(id), 'first').id, actor: 'root' }]);
      await driver.fire(id, 'cancel', 'wait');
      expect((await tried.deployments(id)).map(({ status }) => status)).toEqual(['canceled', 'created']);
      const never = await driver.create(pipelinePlan(jobs));
      await driver.run(never, [{ type: 'process' }]);
      await driver.fire(never, 'cancel', 'wait');
      expect(await tried.deployments(never)).toEqual([]);
    });

    it('numbers its deployments in the order of their jobs, in whichever they have moved', async () => {
      const jobs = [job('late', environmentPlan('ordered'), { needs: [] }), jobPlan('early', { stage: 'a', environment: environmentPlan('ordered') })];
      const stages = [{ name: 'a', position: 1 }, { name: 'deploy', position: 2 }];
      const id = await driver.create(pipelinePlan(jobs, { stages }));
      await driver.run(id, [{ type: 'process' }]);
      const deployed = [...(await tried.deployments(id))].sort((a, b) => a.iid - b.iid).map(({ jobId }) => jobId);
      expect(deployed).toEqual((await driver.load(id)).jobs.map((made) => made.id).sort((a, b) => a - b));
    });
  });
}

/** A match key leads to every open job of its project, though thousands have ended since, and never to those of another. */
import { HOLDPOINT_CI_MODEL, type CiModel, type PipelineId } from '@holdpoint/pipeline-domain';
import { StoreDriver, externalPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { explained, insertEndedJobs, pagesOf } from './jobs-of-key.fixture';
import { PgPipelineLookup } from './pg-pipeline-lookup';

const ENDED = 9_999;

let subject: PgSubject;
let driver: StoreDriver;

beforeAll(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
});

afterAll(() => subject.dispose());

async function start(matchKey: string, projectId = subject.projectIds[0]): Promise<PipelineId> {
  const id = await driver.create(pipelinePlan([externalPlan('wait', { options: { external: { matchKey } } })]), { projectId });
  await driver.run(id, [{ type: 'process' }]);
  return id;
}

interface Targets {
  readonly jobs: readonly (readonly [PipelineId, string])[];
  readonly pages: number;
}

async function targetsOf(matchKey: string, projectId = subject.projectIds[0], model: CiModel = HOLDPOINT_CI_MODEL): Promise<Targets> {
  const { found, plans } = await explained(subject.pool, (pool) =>
    new PgPipelineLookup(pool, model).findCallbackTargets({ projectId, ref: null, shas: null, pipelineId: null, jobName: null, matchKey }),
  );
  const jobs = found.found.map(({ pipelineId, isOver, isWithoutOutcome }) => [pipelineId, isWithoutOutcome ? 'out' : isOver ? 'over' : 'open'] as const);
  return { jobs, pages: pagesOf(plans[0]) };
}

it('finds a job that waits behind many that have ended, and of those the newest', async () => {
  const waiting = await start('deploy');
  await insertEndedJobs(subject.pool, subject.projectIds[0], 'deploy', ENDED);
  const { jobs, pages } = await targetsOf('deploy');
  expect(jobs).toEqual([[waiting, 'open'], [waiting + ENDED, 'over']]);
  expect(pages).toBeLessThan(ENDED / 10);
});

it('reads no job of another project that has the same key', async () => {
  const [, other] = subject.projectIds;
  const alone = await start('deploy', other);
  const { jobs, pages } = await targetsOf('deploy', other);
  expect(jobs).toEqual([[alone, 'open']]);
  expect(pages).toBeLessThan(100);
});

it('finds of jobs that have ended no more than one, and one without an outcome only where there is nothing else', async () => {
  const [first, second, third] = [await start('once'), await start('once'), await start('once')];
  await driver.fire(third, 'cancel', 'wait');
  expect((await targetsOf('once')).jobs).toEqual([[first, 'open'], [second, 'open']]);
  await driver.fire(first, 'success', 'wait');
  expect((await targetsOf('once')).jobs).toEqual([[second, 'open']]);
  await driver.fire(second, 'drop', 'wait');
  expect((await targetsOf('once')).jobs).toEqual([[second, 'over']]);
  await subject.pool.query("UPDATE external_jobs SET status = 'canceled', failure_reason = NULL WHERE match_key = 'once'");
  expect((await targetsOf('once')).jobs).toEqual([[third, 'out']]);
});

it('finds the new attempt of a job that was retried', async () => {
  const id = await start('again');
  await driver.fire(id, 'drop', 'wait');
  const [job] = (await driver.load(id)).jobs;
  await driver.run(id, [{ type: 'retry_job', jobId: job?.id ?? 0, actor: 'root' }]);
  expect((await targetsOf('again')).jobs).toEqual([[id, 'open']]);
});

it('takes from the model that it is given which jobs are over', async () => {
  const [first, second] = [await start('modelled'), await start('modelled')];
  await driver.fire(first, 'success', 'wait');
  await driver.fire(second, 'drop', 'wait');
  expect((await targetsOf('modelled')).jobs).toEqual([[second, 'over']]);
  const { statuses, kinds } = HOLDPOINT_CI_MODEL;
  const model = { kinds, statuses: { ...statuses, sets: { ...statuses.sets, completed: ['failed' as const] } } };
  expect((await targetsOf('modelled', undefined, model)).jobs).toEqual([[first, 'open'], [second, 'over']]);
});

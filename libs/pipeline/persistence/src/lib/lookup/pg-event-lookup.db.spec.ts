/** Events find every open job of their key, though thousands have ended since, and cost nothing for jobs of other projects. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { StoreDriver, externalPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { HOLDPOINT_CI_MODEL, objectMatchKey, type CiModel } from '@holdpoint/pipeline-domain';
import { explained, insertEndedJobs, pagesOf } from './jobs-of-key.fixture';
import { PgEventLookup } from './pg-event-lookup';

const object = { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' };
const PLAN = pipelinePlan([externalPlan('wait', { options: { external: { object } } })]);
const ENDED = 9_000;

let subject: PgSubject;
beforeAll(async () => (subject = await createPgSubject()));
afterAll(() => subject.dispose());

it('finds the open jobs of a key behind many that have ended, and reads no job of another project', async () => {
  const driver = new StoreDriver(subject);
  const [projectId, otherId] = subject.projectIds;
  const earlier = await driver.create(PLAN, { sha: 'a'.repeat(40) });
  await insertEndedJobs(subject.pool, projectId, objectMatchKey(object), ENDED);
  const later = await driver.create(PLAN, { sha: 'b'.repeat(40) });
  const search = { matchKey: objectMatchKey(object), receiver: 'prod', occurrence: null, decidedAgain: null };
  const watchersIn = (ofProject: number, sha: string) =>
    explained(subject.pool, (pool) => new PgEventLookup(pool, HOLDPOINT_CI_MODEL).findWatchers({ projectId: ofProject, ...search, shas: [sha] }));
  const own = await watchersIn(projectId, 'b'.repeat(40));
  expect(own.found.jobs.map(({ pipelineId, relation }) => [pipelineId, relation])).toEqual([[earlier, 'newer'], [later, 'same']]);
  expect(pagesOf(own.plans[0])).toBeLessThan(ENDED / 10);
  const old = await watchersIn(projectId, (1234).toString(16).padStart(40, '0'));
  expect(old.found.jobs.map(({ isOver, relation }) => [isOver, relation])).toEqual([[false, 'newer'], [true, 'same'], [false, 'older']]);
  const alone = await driver.create(PLAN, { projectId: otherId, sha: 'b'.repeat(40) });
  const others = await watchersIn(otherId, 'b'.repeat(40));
  expect(others.found.jobs.map(({ pipelineId, relation }) => [pipelineId, relation])).toEqual([[alone, 'same']]);
  expect(pagesOf(others.plans[0])).toBeLessThan(100);
});

it('takes from the model that it is given which jobs are over, and which wait', async () => {
  const driver = new StoreDriver(subject);
  const watched = { ...object, name: 'modelled' };
  const id = await driver.create(pipelinePlan([externalPlan('wait', { options: { external: { object: watched } } })]), { sha: 'c'.repeat(40) });
  await driver.run(id, [{ type: 'process' }]);
  await driver.fire(id, 'success', 'wait');
  const { statuses, kinds } = HOLDPOINT_CI_MODEL;
  const sets = { ...statuses.sets, completed: ['failed' as const], waiting_externally: ['success' as const] };
  const search = { matchKey: objectMatchKey(watched), receiver: 'prod', shas: ['c'.repeat(40)], occurrence: null, decidedAgain: null };
  const watchersBy = (model: CiModel) => new PgEventLookup(subject.pool, model).findWatchers({ projectId: subject.projectIds[0], ...search });
  expect((await watchersBy(HOLDPOINT_CI_MODEL)).jobs).toMatchObject([{ isOver: true, isWaiting: false }]);
  expect((await watchersBy({ kinds, statuses: { ...statuses, sets } })).jobs).toMatchObject([{ isOver: false, isWaiting: true }]);
});

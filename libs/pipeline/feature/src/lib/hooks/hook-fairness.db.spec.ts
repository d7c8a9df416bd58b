/** That hooks of one project that nobody answers keep no other project waiting, nor leave a queue for each behind. */
import { makePipeline } from '../test-project.fixture';
import { HookedProjects } from './hooked-projects.fixture';

let projects: HookedProjects;
beforeAll(async () => (projects = await HookedProjects.start()));
afterAll(() => projects.stop());

it('calls the hook of another project while one has more that hang than there are workers', async () => {
  const silent = await projects.startReceiver();
  silent.answer = () => null;
  const hanging = await projects.make(['start']);
  for (let others = 0; others < 12; others += 1) await makePipeline(projects.api, hanging.id);
  await silent.nth(0);
  const answering = await projects.startReceiver();
  const hooked = await projects.make(['start']);
  expect(await projects.newest(hooked, { state: 'delivered' })).toMatchObject({ attempts: 1 });
  expect(silent.received).toHaveLength(1);
  await Promise.all([silent.stop(), answering.stop()]);
}, 30_000);

it('shares a few queues, however many projects there are', async () => {
  const receiver = await projects.startReceiver();
  for (let made = 0; made < 20; made += 1) await projects.make(['start']);
  const { rows } = await projects.api.pool.query("SELECT FROM graphile_worker._private_job_queues WHERE queue_name LIKE 'hook:%'");
  expect(rows).toHaveLength(16);
  await receiver.stop();
}, 30_000);

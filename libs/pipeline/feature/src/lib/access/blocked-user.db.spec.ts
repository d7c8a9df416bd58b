/** What becomes of the pipelines of a user who is blocked, over HTTP and PostgreSQL, with the task that fails their jobs. */
import { ok } from '@holdpoint/kernel';
import { DropUserPipelines } from '@holdpoint/pipeline-application';
import type { JobResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { ACCESS_LEVELS } from '@holdpoint/pipeline-domain';
import { PipelineTasks } from '@holdpoint/pipeline-persistence';
import { TasksModule } from '../tasks/tasks.module';
import { as, makeToken, makeUser } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject } from '../test-project.fixture';
import { BlockedUserTasksModule } from './blocked-user-tasks.module';

const CONFIG = `
build: { stage: build, script: x, retry: 2 }
wait: { stage: build, external: true }
ask: { stage: build, script: x, when: manual }
later: { script: x }
always: { script: x, stage: deploy, when: always }
`;

let api: TestApi;
let id: number;
beforeAll(async () => {
  api = await TestApi.start([TasksModule, BlockedUserTasksModule]);
  id = await makeProject(api, CONFIG);
});
afterAll(() => api.stop());

async function makeMaker(): Promise<{ readonly userId: number; readonly pipelineId: number }> {
  const { id: userId } = await makeUser(api);
  await api.post(`/projects/${id}/members`, { user_id: userId, access_level: ACCESS_LEVELS.developer });
  const { body } = await api.post<PipelineResponse>(`/projects/${id}/pipeline`, { ref: 'main' }, as(await makeToken(api, userId)));
  return { userId, pipelineId: body.id };
}

async function untilDone(): Promise<void> {
  while ((await api.app.get(PipelineTasks).countDue()) > 0);
}

const shown = ({ name, status, failure_reason = '' }: JobResponse): readonly string[] => [name, `${status} ${failure_reason}`.trim()];
const ended = async (pipelineId: number): Promise<Record<string, unknown>> =>
  Object.fromEntries(Object.values(await jobsOf(api, id, pipelineId)).map(shown));

it('fails what they have under way and what was to come, retries nothing, and leaves others alone', async () => {
  const [first, second] = [await makeMaker(), await makeMaker()];
  const { id: own } = await makePipeline(api, id);
  expect((await api.post(`/users/${first.userId}/block`)).status).toBe(201);
  await untilDone();
  const blocked = 'failed user_blocked';
  expect(await ended(first.pipelineId)).toEqual({ build: blocked, wait: blocked, later: blocked, always: blocked, ask: 'manual' });
  expect((await api.get<PipelineResponse>(`/projects/${id}/pipelines/${first.pipelineId}`)).body.status).toBe('failed');
  const untouched = { build: 'pending', wait: 'running_externally' };
  for (const pipelineId of [second.pipelineId, own]) expect(await ended(pipelineId)).toMatchObject(untouched);
});

it('reaches every pipeline, however many there are', async () => {
  const { userId, pipelineId } = await makeMaker();
  await api.pool.query(
    `INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at)
     SELECT project_id, iid + 1000 + number, ref, sha, source, 'running', created_by, variables, auto_cancel_on_job_failure, created_at, updated_at
     FROM pipelines, generate_series(1, 250) number WHERE id = $1`,
    [pipelineId],
  );
  const running = async (): Promise<readonly { username: string }[]> => (await api.pool.query<{ username: string }>(
    `SELECT created_by AS username FROM pipelines WHERE created_by = (SELECT username FROM users WHERE id = $1) AND status = 'running' ORDER BY id`, [userId])).rows;
  const [{ username } = { username: '' }] = await running();
  await api.pool.query("UPDATE users SET state = 'blocked' WHERE id = $1", [userId]);
  const first = await api.app.get(DropUserPipelines).execute(username, 'root', 0);
  expect([first.ok && first.value, (await running()).length]).toEqual([expect.any(Number), 251 - 100]);
  await api.post(`/users/${userId}/block`);
  await untilDone();
  expect(await running()).toEqual([]);
});

it('changes nothing where the user was let in again before, and leaves no task where there is no user', async () => {
  const { userId, pipelineId } = await makeMaker();
  const { rows: [user] } = await api.pool.query<{ username: string }>('SELECT username FROM users WHERE id = $1', [userId]);
  expect(await api.app.get(DropUserPipelines).execute(user?.username ?? '', 'root', 0)).toEqual(ok(null));
  expect(await ended(pipelineId)).toMatchObject({ wait: 'running_externally' });
  expect((await api.post('/users/999999/block')).status).toBe(404);
  expect(await api.app.get(PipelineTasks).countDue()).toBe(0);
});

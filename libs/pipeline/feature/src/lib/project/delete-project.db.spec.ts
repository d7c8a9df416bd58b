/**
 * A project is deleted over HTTP: nobody is shown it from then on, whoever waited for its pipelines goes on, and in the end
 * nothing of it is left.
 */
import { CreatePipeline, ProjectDeletion } from '@holdpoint/pipeline-application';
import type { ProjectResponse } from '@holdpoint/pipeline-contract';
import { Receivers } from '@holdpoint/pipeline-persistence';
import { eventually } from '@holdpoint/pipeline-testing';
import { BridgedProjects, CHILD, type BridgedProject } from '../bridge/bridged-projects.fixture';
import { as, makeBot, makeMember } from '../test-access.fixture';
import { makePipeline } from '../test-project.fixture';
import { ProjectTasksModule } from './project-tasks.module';

let bridged: BridgedProjects;
beforeAll(async () => (bridged = await BridgedProjects.start(ProjectTasksModule)));
afterAll(() => bridged.api.stop());

const remove = (id: number, headers?: Record<string, string>): Promise<{ status: number; body: unknown }> => bridged.api.send('DELETE', `/projects/${id}`, undefined, headers);
const statusOf = async (path: string): Promise<number> => (await bridged.api.get(path)).status;

/** The tables in which there is still something of a project. */
async function tablesWith(id: number): Promise<readonly string[]> {
  const { rows: columns } = await bridged.api.pool.query<{ table: string }>(
    `SELECT columns.table_name AS "table" FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'project_id' AND columns.table_name <> 'events'`,
  );
  const counts = columns.map(({ table }) => `SELECT '${table}' AS "table" FROM ${table} WHERE project_id = ${id}`);
  const { rows } = await bridged.api.pool.query<{ table: string }>([...counts, `SELECT 'projects' FROM projects WHERE id = ${id}`].join(' UNION '));
  return rows.map(({ table }) => table);
}

/** Has the tasks that were put off done now. */
async function putOff(): Promise<void> {
  const sql = "UPDATE graphile_worker._private_jobs SET run_at = run_at - interval '1 hour' WHERE locked_at IS NULL AND attempts = 0";
  await bridged.api.pool.query(sql);
}

const withWait = (): Promise<BridgedProject> => bridged.project({ '.gitlab-ci.yml': CHILD });

it('takes everything of it along', async () => {
  const { id } = await withWait();
  await makeBot(bridged.api, id, 40);
  const { id: pipelineId } = await bridged.pipeline(id);
  await bridged.report(id, pipelineId, 'success');
  await bridged.pipeline(id);
  expect(await tablesWith(id)).toEqual(expect.arrayContaining(['pipelines', 'callbacks', 'commits', 'access_tokens', 'projects']));
  expect(await remove(id)).toMatchObject({ status: 202, body: { message: '202 Accepted' } });
  await bridged.settle();
  expect(await tablesWith(id)).toEqual([]);
  const { rows } = await bridged.api.pool.query('SELECT username FROM users WHERE username LIKE $1', [`project_${id}_bot_%`]);
  expect(rows).toEqual([]);
});

it('goes on until nothing is left, however much there is', async () => {
  const { id } = await withWait();
  for (let made = 0; made < 45; made += 1) await makePipeline(bridged.api, id);
  await bridged.api.pool.query(
    `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
     SELECT gen_random_uuid(), $1, 'pipeline_callback', 'root', '{}', holdpoint_now() FROM generate_series(1, 2500)`,
    [id],
  );
  await remove(id);
  await bridged.settle();
  expect(await tablesWith(id)).toEqual([]);
});

it('begins with the newest pipelines, which are under way', async () => {
  const { id } = await withWait();
  const made: number[] = [];
  while (made.length < 3) made.push((await makePipeline(bridged.api, id)).id);
  const deletion = bridged.api.app.get(ProjectDeletion);
  expect([await deletion.pipelinesOf(id, null, 2), await deletion.pipelinesOf(id, made[1] ?? 0, 2)]).toEqual([[made[2], made[1]], [made[0]]]);
});

it('is held up by no pipeline that somebody holds, and comes back for it', async () => {
  const { id } = await withWait();
  const held = await bridged.pipeline(id);
  await bridged.report(id, held.id, 'success');
  await bridged.pipeline(id);
  const holder = await bridged.api.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM stages WHERE pipeline_id = $1 FOR UPDATE', [held.id]);
  await remove(id);
  const later = "SELECT FROM graphile_worker.jobs WHERE task_identifier = 'delete_project' AND attempts = 0 AND run_at > created_at + interval '20 seconds'";
  await eventually(async () => (await bridged.api.pool.query(later)).rowCount === 1);
  expect((await bridged.api.pool.query('SELECT id FROM pipelines WHERE project_id = $1', [id])).rows).toEqual([{ id: held.id }]);
  await holder.query('ROLLBACK');
  holder.release();
  await putOff();
  await bridged.settle();
  expect(await tablesWith(id)).toEqual([]);
}, 60_000);

it('is not shown from then on, and neither its senders nor its bots are heard', async () => {
  const { id, path } = await withWait();
  const { id: pipelineId } = await bridged.pipeline(id);
  const bot = await makeBot(bridged.api, id, 40);
  const receivers = bridged.api.app.get(Receivers);
  const receiver = await receivers.create({ projectId: id, name: 'r', type: 'generic', provider: 'flux', secret: 'secret', header: null, enabled: true });
  const delivery = (): Promise<unknown> => receivers.findForDelivery(id, receiver.ok ? receiver.value.id : 0);
  expect(await delivery()).toBeDefined();
  expect((await remove(id)).status).toBe(202);
  expect(await delivery()).toBeUndefined();
  const listed = (await bridged.api.get<ProjectResponse[]>('/projects')).body.map((project) => project.id);
  expect(listed).not.toContain(id);
  const paths = [`/projects/${id}`, `/projects/${encodeURIComponent(path)}`, `/projects/${id}/pipelines/${pipelineId}`];
  expect(await Promise.all(paths.map(statusOf))).toEqual([404, 404, 404]);
  expect([401, 404]).toContain((await bridged.api.get(`/projects/${id}`, as(bot))).status);
  expect((await remove(id)).status).toBe(404);
});

it('leaves its path to others at once', async () => {
  const make = (): Promise<{ status: number; body: ProjectResponse }> => bridged.api.post<ProjectResponse>('/projects', { name: 'Again', path: 'again' });
  const { body: first } = await make();
  expect((await make()).status).toBe(400);
  await remove(first.id);
  const second = await make();
  expect([second.status, second.body.path]).toEqual([201, 'again']);
  expect(second.body.id).not.toBe(first.id);
});

it('tells a bridge of another project that waits for one of its pipelines', async () => {
  const below = await withWait();
  const above = await bridged.project({ '.gitlab-ci.yml': `go: { trigger: { project: ${below.path}, strategy: depend } }` });
  const { id: pipelineId } = await bridged.pipeline(above.id);
  expect(await bridged.status(above.id, pipelineId)).toBe('running');
  await remove(below.id);
  await bridged.settle();
  expect(await bridged.bridge(above.id, pipelineId)).toMatchObject({ status: 'canceled', downstream_pipeline: null });
});

it('waits until another system that works for it has stopped, or its grace has ended, and begins nothing meanwhile', async () => {
  const { id } = await bridged.project({ '.gitlab-ci.yml': 'wait: { external: { cancel_grace: 1 minute }, timeout: 1 hour }' });
  await bridged.api.post(`/projects/${id}/external_hooks`, { url: 'https://hooks.example/', events: ['cancel'] });
  await bridged.pipeline(id);
  await remove(id);
  await bridged.settle();
  expect(await tablesWith(id)).toEqual(expect.arrayContaining(['pipelines', 'projects']));
  const begun = await bridged.api.app.get(CreatePipeline).execute({ projectId: id, ref: 'main', source: 'api', createdBy: 'root', variables: [] });
  expect(begun).toMatchObject({ ok: false, error: { code: 'reference_not_found' } });
  await bridged.settle(60_000);
  await putOff();
  await bridged.settle();
  expect(await tablesWith(id)).toEqual([]);
});

it('is refused to all but owners', async () => {
  const { id } = await withWait();
  const maintainer = as(await makeMember(bridged.api, id, 40));
  expect([(await remove(id, maintainer)).status, await statusOf(`/projects/${id}`)]).toEqual([403, 200]);
});

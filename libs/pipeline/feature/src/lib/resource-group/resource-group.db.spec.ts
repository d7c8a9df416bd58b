/** Jobs of one resource group run one at a time, whatever their kind and whichever pipelines of the project they are in. */
import type { JobResponse, ResourceGroupResponse, WaitingResponse } from '@holdpoint/pipeline-contract';
import { BridgedProjects } from '../bridge/bridged-projects.fixture';

const WAIT = 'wait: { external: true, resource_group: production, timeout: 1 hour }';

let projects: BridgedProjects;
beforeAll(async () => void (projects = await BridgedProjects.start()));
afterAll(() => projects.api.stop());

const projectOf = async (config: string): Promise<number> => (await projects.project({ '.gitlab-ci.yml': config })).id;
const started = async (id: number): Promise<number> => (await projects.pipeline(id)).id;
const statuses = (id: number, name: string, ...pipelines: readonly number[]): Promise<readonly string[]> =>
  Promise.all(pipelines.map(async (pipelineId) => (await projects.job(id, pipelineId, name)).status));
const mode = (id: number, process_mode: string) => projects.api.put<ResourceGroupResponse>(`/projects/${id}/resource_groups/production`, { process_mode });
const line = async (id: number): Promise<readonly number[]> =>
  (await projects.api.get<JobResponse[]>(`/projects/${id}/resource_groups/production/upcoming_jobs`)).body.map(({ pipeline }) => pipeline.id);

describe('an external job of a resource group', () => {
  it('waits for the job of another pipeline, then starts; its time counts from there', async () => {
    const id = await projectOf(WAIT);
    const [first, second] = [await started(id), await started(id)];
    expect(await statuses(id, 'wait', first, second)).toEqual(['running_externally', 'waiting_for_resource']);
    expect(await projects.status(id, second)).toBe('waiting_for_resource');
    const waiting = await projects.job(id, second, 'wait');
    expect(waiting).toMatchObject({ resource_group: 'production', started_at: null, deadline_at: null });
    await projects.settle(60_000);
    await projects.report(id, first, 'success');
    expect(await statuses(id, 'wait', first, second)).toEqual(['success', 'running_externally']);
    const { started_at, deadline_at } = await projects.job(id, second, 'wait');
    expect(Date.parse(deadline_at ?? '') - Date.parse(started_at ?? '')).toBe(3_600_000);
    expect(Date.parse(started_at ?? '') - Date.parse(waiting.created_at)).toBeGreaterThanOrEqual(60_000);
  });

  it.each([
    ['its deadline', (): Promise<unknown> => projects.settle(3_600_000)],
    ['a failure', (id: number, first: number) => projects.report(id, first, 'failed')],
    ['a cancel of its pipeline', (id: number, first: number) => projects.ask(id, `pipelines/${first}/cancel`)],
    ['the deletion of its pipeline', async (id: number, first: number) => {
      await projects.api.send('DELETE', `/projects/${id}/pipelines/${first}`);
      await projects.settle();
    }],
  ] as const)('hands on the resource by %s', async (_what, end) => {
    const id = await projectOf(WAIT);
    const [first, second] = [await started(id), await started(id)];
    await end(id, first);
    expect(await statuses(id, 'wait', second)).toEqual(['running_externally']);
  });

  it('leaves the line when it is canceled, and gets the resource again when it is retried', async () => {
    const id = await projectOf(WAIT);
    const [first, second, third] = [await started(id), await started(id), await started(id)];
    expect(await projects.ask(id, `jobs/${(await projects.job(id, second, 'wait')).id}/cancel`)).toBe(201);
    expect(await line(id)).toEqual([third]);
    await projects.ask(id, `jobs/${(await projects.job(id, second, 'wait')).id}/retry`);
    expect(await line(id)).toEqual([second, third]);
    await projects.report(id, first, 'success');
    expect(await statuses(id, 'wait', first, second, third)).toEqual(['success', 'running_externally', 'waiting_for_resource']);
  });

  it('keeps a report that comes while it is in line, and ends by it as soon as it starts', async () => {
    const id = await projectOf(WAIT);
    const [first, second] = [await started(id), await started(id)];
    const early = await projects.api.post(`/projects/${id}/pipeline_callback`, { pipeline_id: second, job_name: 'wait', job_status: 'success' });
    expect(early.body).toMatchObject({ verdict: 'parked' });
    await projects.report(id, first, 'success');
    expect(await statuses(id, 'wait', second)).toEqual(['success']);
  });

  it('says who has what it is in line for', async () => {
    const id = await projectOf(WAIT);
    const [first, second] = [await started(id), await started(id)];
    const [holder, behind] = [await projects.job(id, first, 'wait'), await projects.job(id, second, 'wait')];
    const { body } = await projects.api.get<WaitingResponse>(`/projects/${id}/jobs/${behind.id}/waiting`);
    expect(body).toMatchObject({
      waiting: false,
      summary: `The job does not wait yet: it is in line for the resource "production", which job ${holder.id} (wait, running_externally) of pipeline ${first} has.`,
    });
    await projects.api.pool.query('DELETE FROM resource_requests WHERE job_id = $1', [holder.id]);
    const given = await projects.api.get<WaitingResponse>(`/projects/${id}/jobs/${behind.id}/waiting`);
    expect(given.body.summary).toBe('The job does not wait yet: it is in line for the resource "production" and next, so that it starts in a moment.');
  });
});

describe('a resource group', () => {
  it('takes builds, bridges and external jobs, one at a time and one after another in one pipeline too', async () => {
    const id = await projectOf(`
wait: { external: true, resource_group: production, timeout: 1 hour }
build: { script: echo, resource_group: production }
trigger: { trigger: { include: child.yml, strategy: depend }, resource_group: production }
`);
    await projects.commit(id, { 'child.yml': 'child: { external: true, timeout: 1 hour }' }, 'create');
    const pipelineId = await started(id);
    const all = async (): Promise<readonly string[]> => [...(await statuses(id, 'wait', pipelineId)), ...(await statuses(id, 'build', pipelineId)), (await projects.bridge(id, pipelineId)).status];
    expect(await all()).toEqual(['running_externally', 'waiting_for_resource', 'waiting_for_resource']);
    expect((await projects.bridge(id, pipelineId)).downstream_pipeline).toBeNull();
    await projects.report(id, pipelineId, 'success');
    expect(await all()).toEqual(['success', 'pending', 'waiting_for_resource']);
    await projects.api.post(`/projects/${id}/pipelines/${pipelineId}/fire_event`, { event: 'success', jobs: ['build'] });
    await projects.settle();
    expect((await all())[2]).toBe('running');
  });

  it('is of one project: the same key in another excludes nobody', async () => {
    const ids = [await projectOf(WAIT), await projectOf(WAIT)];
    for (const id of ids) expect(await statuses(id, 'wait', await started(id))).toEqual(['running_externally']);
  });

  it.each([
    ['unordered', 1],
    ['oldest_first', 1],
    ['newest_first', 2],
    ['newest_ready_first', 2],
  ])('%s: of two that wait the next is number %d', async (process_mode, next) => {
    const id = await projectOf(WAIT);
    const pipelines = [await started(id), await started(id), await started(id)] as const;
    expect((await mode(id, process_mode)).body.process_mode).toBe(process_mode);
    expect(await line(id)).toEqual(next === 1 ? [pipelines[1], pipelines[2]] : [pipelines[2], pipelines[1]]);
    await projects.report(id, pipelines[0], 'success');
    expect(await statuses(id, 'wait', pipelines[next] ?? 0)).toEqual(['running_externally']);
  });

  it('of which the oldest comes first waits for a job that does not wait yet, until another order is set', async () => {
    const id = await projectOf(`stages: [build, deploy]\nbuild: { stage: build, script: echo }\n${WAIT.replace('{', '{ stage: deploy,')}`);
    const [older, newer] = [await started(id), await started(id)];
    await mode(id, 'oldest_first');
    await projects.api.post(`/projects/${id}/pipelines/${newer}/fire_event`, { event: 'success', jobs: ['build'] });
    await projects.settle();
    expect(await statuses(id, 'wait', older, newer)).toEqual(['created', 'waiting_for_resource']);
    expect(await line(id)).toEqual([older, newer]);
    const [ahead, behind] = [await projects.job(id, older, 'wait'), await projects.job(id, newer, 'wait')];
    expect((await projects.api.get<WaitingResponse>(`/projects/${id}/jobs/${behind.id}/waiting`)).body.summary).toBe(
      `The job does not wait yet: it is in line for the resource "production", which is free, and behind job ${ahead.id} (wait, created) of pipeline ${older}.`,
    );
    await mode(id, 'unordered');
    await projects.settle();
    expect(await statuses(id, 'wait', newer)).toEqual(['running_externally']);
  });

  it('is listed, shown with its current job, and not found before a pipeline has named it', async () => {
    const id = await projectOf(WAIT.replace('production', 'review/$CI_COMMIT_REF_NAME'));
    const address = `/projects/${id}/resource_groups`;
    expect((await projects.api.get(address)).body).toEqual([]);
    expect(await projects.api.get(`${address}/review%2Fmain`)).toMatchObject({ status: 404, body: { message: '404 Not found' } });
    const pipelineId = await started(id);
    const [group] = (await projects.api.get<ResourceGroupResponse[]>(address)).body;
    expect(group).toMatchObject({ key: 'review/main', process_mode: 'unordered' });
    expect((await projects.api.get(`${address}/review%2Fmain`)).body).toEqual(group);
    expect((await projects.api.get<JobResponse>(`${address}/review%2Fmain/current_job`)).body.pipeline.id).toBe(pipelineId);
    await projects.report(id, pipelineId, 'success');
    expect((await projects.api.get(`${address}/review%2Fmain/current_job`)).status).toBe(404);
    expect(await projects.api.put(`${address}/review%2Fmain`, { process_mode: 'random' })).toMatchObject({ status: 400, body: { error: 'process_mode does not have a valid value' } });
    expect((await projects.api.put(`${address}/review%2Fmain`, {})).body).toEqual(group);
  });
});

/**
 * A pipeline is deleted over HTTP: what was under way in it and below it is canceled, whoever waited for it goes on, the
 * ledger stays, and what other systems have yet to hear is not lost.
 */
import type { CallbackResponse, PipelineSummaryResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { BridgedProjects, CHILD } from '../bridge/bridged-projects.fixture';
import { HookedProjects } from '../hooks/hooked-projects.fixture';
import { makeWaiting, WAITING_CONFIG } from '../test-project.fixture';

describe('deleting a pipeline', () => {
  let bridged: BridgedProjects;
  beforeAll(async () => (bridged = await BridgedProjects.start()));
  afterAll(() => bridged.api.stop());

  const remove = async (id: number, pipelineId: number): Promise<number> => (await bridged.api.send('DELETE', `/projects/${id}/pipelines/${pipelineId}`)).status;
  const shown = async (path: string): Promise<number> => (await bridged.api.get(path)).status;
  const rowsLeft = async (pipelineId: number): Promise<readonly string[]> => {
    const tables = ['pipelines', 'stages', 'builds', 'external_jobs', 'job_history', 'pipeline_sources', 'pipeline_wake_ups'];
    const counts = tables.map((table) => `SELECT '${table}' AS "table", count(*) FROM ${table} WHERE ${table === 'pipelines' ? 'id' : 'pipeline_id'} = ${pipelineId}`);
    const { rows } = await bridged.api.pool.query<{ table: string; count: number }>(counts.join(' UNION ALL '));
    return rows.filter(({ count }) => count > 0).map(({ table }) => table);
  };

  it('takes its jobs and its history along, and is no longer there', async () => {
    const { id, pipeline, wait } = await makeWaiting(bridged.api);
    expect(await rowsLeft(pipeline.id)).not.toEqual([]);
    expect(await remove(id, pipeline.id)).toBe(204);
    expect([await rowsLeft(pipeline.id), await shown(`/projects/${id}/pipelines/${pipeline.id}`), await shown(`/projects/${id}/jobs/${wait.id}`)]).toEqual([[], 404, 404]);
    expect(await remove(id, pipeline.id)).toBe(404);
    const late = await bridged.api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'success' });
    expect([late.status, late.body.verdict]).toEqual([404, 'unmatched']);
  });

  it('leaves what callbacks did in the ledger, and other pipelines as they are', async () => {
    const { id, pipeline, wait } = await makeWaiting(bridged.api);
    const other = await bridged.pipeline(id);
    await bridged.report(id, pipeline.id, 'success');
    expect(await remove(id, pipeline.id)).toBe(204);
    const { body: ledger } = await bridged.api.get<ProjectCallbackResponse[]>(`/projects/${id}/callbacks?pipeline_id=${pipeline.id}`);
    expect(ledger).toMatchObject([{ verdict: 'accepted', matches: [{ pipeline_id: pipeline.id, job_id: wait.id, job_name: null }] }]);
    expect([await bridged.status(id, other.id), (await bridged.pipeline(id)).iid]).toEqual(['running', other.iid + 1]);
  });

  it('needs nobody to start, or to end, what nothing is at work on', async () => {
    const { id } = await bridged.project({ '.gitlab-ci.yml': 'hand: { script: echo, when: manual, allow_failure: false }' });
    const { id: pipelineId, status, sha } = await bridged.pipeline(id);
    expect([status, await remove(id, pipelineId)]).toEqual(['manual', 204]);
    await bridged.api.post(`/projects/${id}/statuses/${sha}`, { state: 'running', name: 'of another system' });
    const [made] = (await bridged.api.get<PipelineSummaryResponse[]>(`/projects/${id}/pipelines?source=external`)).body;
    expect([made?.status, await remove(id, made?.id ?? 0)]).toEqual(['running', 204]);
  });

  it('is refused to all but owners', async () => {
    const { id, pipeline } = await makeWaiting(bridged.api);
    const { body } = await bridged.api.post<{ token: string }>(`/projects/${id}/access_tokens`, { name: 'm', scopes: ['api'], access_level: 40, expires_at: null });
    const { status } = await bridged.api.send('DELETE', `/projects/${id}/pipelines/${pipeline.id}`, undefined, { 'private-token': body.token });
    expect([status, await bridged.status(id, pipeline.id)]).toEqual([403, 'running']);
  });

  describe('with others above or below it', () => {
    const PARENT = 'go: { stage: build, trigger: { include: child.yml, strategy: depend } }\nafter: { script: echo }';
    const family = async (): Promise<{ id: number; pipelineId: number; childId: number }> => {
      const { id } = await bridged.project({ '.gitlab-ci.yml': PARENT, 'child.yml': CHILD });
      const { id: pipelineId } = await bridged.pipeline(id);
      return { id, pipelineId, childId: (await bridged.downstream(id, pipelineId)).id };
    };

    it('cancels what runs below, which stays', async () => {
      const { id, pipelineId, childId } = await family();
      expect(await remove(id, pipelineId)).toBe(204);
      await bridged.settle();
      expect(await bridged.show(id, childId)).toMatchObject({ status: 'canceled', source: 'parent_pipeline', source_pipeline: null });
    });

    it('tells the bridge that waits for it, which shows no pipeline any more', async () => {
      const { id, pipelineId, childId } = await family();
      expect(await remove(id, childId)).toBe(204);
      await bridged.settle();
      expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'canceled', downstream_pipeline: null });
      expect(await bridged.status(id, pipelineId)).toBe('canceled');
    });

    it('tells the bridge of one that waits for a person', async () => {
      const { id } = await bridged.project({ '.gitlab-ci.yml': PARENT, 'child.yml': 'hand: { script: echo, when: manual, allow_failure: false }' });
      const { id: pipelineId } = await bridged.pipeline(id);
      expect(await remove(id, (await bridged.downstream(id, pipelineId)).id)).toBe(204);
      await bridged.settle();
      expect(await bridged.status(id, pipelineId)).toBe('canceled');
    });
  });
});

describe('deleting a pipeline of which a hook hears', () => {
  it('is refused until the other system has stopped, so that it hears of it', async () => {
    const projects = await HookedProjects.start();
    const receiver = await projects.startReceiver();
    try {
      const hooked = await projects.make();
      const remove = async (): Promise<unknown> => {
        const { status, body } = await projects.api.send('DELETE', `/projects/${hooked.id}/pipelines/${hooked.pipeline.id}`);
        return [status, body];
      };
      expect(await remove()).toEqual([409, { message: expect.stringContaining('The pipeline is being canceled') }]);
      expect([await projects.statusOf(hooked), (await receiver.nth(1)).payload.type]).toEqual(['canceling', 'external_job.cancel']);
      await projects.api.post(`/projects/${hooked.id}/pipeline_callback`, { pipeline_id: hooked.pipeline.id, job_name: 'wait', job_status: 'canceled' });
      expect(await remove()).toEqual([204, '']);
    } finally {
      await receiver.stop();
      await projects.stop();
    }
  });
});

describe('a name', () => {
  let bridged: BridgedProjects;
  beforeAll(async () => (bridged = await BridgedProjects.start()));
  afterAll(() => bridged.api.stop());

  const name = (id: number, pipelineId: number, value?: unknown): Promise<{ status: number; body: unknown }> =>
    bridged.api.send('PUT', `/projects/${id}/pipelines/${pipelineId}/metadata`, JSON.stringify({ name: value }), { 'content-type': 'application/json' });

  it('is given to a pipeline, which goes on', async () => {
    const { id, pipelineId } = await project(`workflow: { name: As planned }${WAITING_CONFIG}`);
    expect((await bridged.show(id, pipelineId)).name).toBe('As planned');
    expect(await name(id, pipelineId, 'Release 4.2')).toMatchObject({ status: 200, body: { id: pipelineId, name: 'Release 4.2', status: 'running' } });
    await bridged.report(id, pipelineId, 'success');
    expect((await bridged.show(id, pipelineId)).name).toBe('Release 4.2');
  });

  it.each([
    ['undefined', undefined, 'name is missing'],
    ['empty', '', 'name is empty'],
    ['too long', 'x'.repeat(256), /name is too long/],
    ['an object', {}, 'name is invalid'],
  ])('is refused when it is %s', async (_, value, error) => {
    const { id, pipelineId } = await project(WAITING_CONFIG);
    expect(await name(id, pipelineId, value)).toMatchObject({ status: 400, body: { error: expect.stringMatching(error) } });
    expect(await name(id, 999_999, 'x')).toMatchObject({ status: 404 });
  });

  const project = async (config: string): Promise<{ id: number; pipelineId: number }> => {
    const { id } = await bridged.project({ '.gitlab-ci.yml': config });
    return { id, pipelineId: (await bridged.pipeline(id)).id };
  };
});


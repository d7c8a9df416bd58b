/** Proves that a stored callback can be sent anew as a row of its own, and that nothing secret was stored with it. */
import type { CallbackResponse, JobResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { TestApi, type Answer } from '../test-api.fixture';
import { jobsOf, makeProject, makeWaiting } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const report = (id: number, input: object): Promise<Answer<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_name: 'wait', job_status: 'success', ...input });
const replay = (id: number, callbackId: string | null): Promise<Answer<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/callbacks/${callbackId}/replay`);
const find = async (id: number, callbackId: string | null): Promise<ProjectCallbackResponse> =>
  (await api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${callbackId}`)).body;

describe('a replay', () => {
  it('ends a job that was retried since, and is a row of its own', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const first = await report(id, { pipeline_id: pipeline.id, description: 'done', percent: 100 });
    await api.post(`/projects/${id}/jobs/${wait.id}/retry`);
    const again = await replay(id, first.body.callback_id);
    expect([again.status, again.body.verdict]).toEqual([200, 'accepted']);
    expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('success');
    const [original, copy] = [await find(id, first.body.callback_id), await find(id, again.body.callback_id)];
    expect(copy).toMatchObject({ replay_of: original.callback_id, request: original.request, provider: original.provider });
    expect(original.replay_of).toBeNull();
    expect(copy.callback_id).not.toBe(original.callback_id);
  });

  it('of a replay points to the original', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const first = await report(id, { pipeline_id: pipeline.id });
    const second = await replay(id, first.body.callback_id);
    const third = await replay(id, second.body.callback_id);
    expect([second.body.verdict, third.body.verdict]).toEqual(['duplicate', 'duplicate']);
    expect((await find(id, third.body.callback_id)).replay_of).toBe(first.body.callback_id);
  });

  it('is answered like the call: with 404, 409 or 202 too', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const outcomes = [
      [{ pipeline_id: 999_999 }, 404, 'unmatched'],
      [{ ref: 'main', sha: 'f'.repeat(40) }, 202, 'parked'],
    ] as const;
    for (const [keys, status, verdict] of outcomes) {
      const again = await replay(id, (await report(id, keys)).body.callback_id);
      expect([again.status, again.body.verdict]).toEqual([status, verdict]);
    }
    await report(id, { pipeline_id: pipeline.id });
    const conflict = await report(id, { pipeline_id: pipeline.id, job_status: 'failed' });
    expect((await replay(id, conflict.body.callback_id)).status).toBe(409);
  });

  it('is refused where a key was masked, since it would mean another job', async () => {
    const id = await makeProject(api, 'wait: { external: { match: { key: "deploy?token=abc123" } } }');
    const { body } = await report(id, { job_name: undefined, match_key: 'deploy?token=abc123' });
    const again = await replay(id, body.callback_id);
    expect([again.status, again.body]).toEqual([400, { error: expect.stringContaining('match_key was masked when it was stored') }]);
  });

  it('is refused for what is not in the project’s ledger', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const { body } = await report(id, { pipeline_id: pipeline.id });
    const answers = [
      await replay(await makeProject(api), body.callback_id),
      await replay(id, '01900000-0000-7000-8000-000000000000'),
      await replay(id, 'x'),
    ];
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([404, { message: '404 Callback Not Found' }]);
  });
});

describe('what is stored of a request', () => {
  const SECRET = 'hunter2-S3CRET';

  /** Every row of every table that holds the secret. */
  async function tablesWith(text: string): Promise<readonly string[]> {
    const { rows } = await api.pool.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    );
    const counts = rows.map(({ name }) =>
      api.pool.query<{ name: string }>(`SELECT '${name}' AS name FROM "${name}" t WHERE position($1 in t::text) > 0`, [text]),
    );
    return (await Promise.all(counts)).flatMap((result) => result.rows.map(({ name }) => name));
  }

  it('is what the endpoint knows, whatever else is sent, and no secret of it, on the job neither', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const sent = {
      pipeline_id: pipeline.id,
      job_status: 'running',
      percent: 5,
      description: `token=${SECRET} and Bearer ${SECRET}`,
      target_url: `https://user:${SECRET}@example.com/?private_token=${SECRET}`,
      token: SECRET,
      password: SECRET,
      unknown: { nested: SECRET },
      headers: { authorization: SECRET },
    };
    const { body } = await report(id, sent);
    expect(body.verdict).toBe('progress');
    await report(id, { ...sent, job_status: 'success', pipeline_id: undefined, ref: 'main', sha: 'f'.repeat(40) });
    expect(await tablesWith(SECRET)).toEqual([]);
    const { request } = await find(id, body.callback_id);
    expect(Object.keys(request).sort()).toEqual(['description', 'job_name', 'job_status', 'percent', 'pipeline_id', 'target_url']);
    expect((await api.get<JobResponse>(`/projects/${id}/jobs/${wait.id}`)).status).toBe(200);
  });

  it('does not decide whether an Idempotency-Key stands for the same request', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const send = (description: string): Promise<Answer<CallbackResponse>> =>
      api.post(`/projects/${id}/pipeline_callback`, { job_name: 'wait', job_status: 'success', pipeline_id: pipeline.id, description }, { 'idempotency-key': 'a' });
    expect([(await send('token=one')).status, (await send('token=two')).status]).toEqual([200, 422]);
  });
});

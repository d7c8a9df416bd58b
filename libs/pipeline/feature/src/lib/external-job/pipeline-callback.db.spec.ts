/** Proves every verdict of `pipeline_callback` over HTTP, and that nothing is forgotten; time is stepped, not waited. */
import type { CallbackResponse, ExternalJobResponse, JobResponse, LedgerEntryResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { SimulationClock } from '@holdpoint/pipeline-persistence';
import { TestApi } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject, makeWaiting, WAITING_CONFIG } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const report = (id: number, input: object): ReturnType<typeof api.post<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_name: 'wait', job_status: 'success', ...input });

describe('verdicts', () => {
  it('accepted: the job ends and the pipeline goes on', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const { status, body } = await report(id, { pipeline_id: pipeline.id });
    expect(status).toBe(200);
    expect(body).toEqual({
      verdict: 'accepted',
      reason: expect.stringMatching(/\.$/),
      callback_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      matches: [
        { pipeline_id: pipeline.id, job_id: wait.id, job_name: 'wait', verdict: 'accepted', reason: expect.any(String) },
      ],
    });
    const jobs = await jobsOf(api, id, pipeline.id);
    expect([jobs['wait']?.status, jobs['after']?.status]).toEqual(['success', 'pending']);
    expect((jobs['wait'] as ExternalJobResponse).waiting_for).toBeNull();
  });

  it('accepted: a failure fails the job with its reason', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const { status } = await report(id, { job_id: wait.id, job_name: undefined, job_status: 'failed' });
    expect(status).toBe(200);
    expect((await jobsOf(api, id, pipeline.id))['wait']).toMatchObject({ status: 'failed', failure_reason: 'api_failure' });
  });

  it('duplicate: the same outcome again', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const first = await report(id, { pipeline_id: pipeline.id });
    const again = await report(id, { pipeline_id: pipeline.id });
    expect([again.status, again.body.verdict]).toEqual([200, 'duplicate']);
    expect(again.body.callback_id).not.toBe(first.body.callback_id);
  });

  it('conflict: another outcome after the end', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await report(id, { pipeline_id: pipeline.id });
    const shown = async (): Promise<object> => (await api.get<ExternalJobResponse>(`/projects/${id}/jobs/${wait.id}`)).body;
    expect(await shown()).toMatchObject({ status: 'success', conflict: null });
    const { status, body } = await report(id, { pipeline_id: pipeline.id, job_status: 'failed' });
    expect([status, body.verdict]).toEqual([409, 'conflict']);
    expect(body.message).toContain('409 Conflict');
    const conflict = { callback_id: body.callback_id, reason: 'other_outcome_stands', at: expect.stringMatching(/^\d{4}-.*Z$/) };
    expect(await shown()).toMatchObject({ status: 'success', conflict });
  });

  it('late: after a cancel', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await api.post(`/projects/${id}/jobs/${wait.id}/cancel`);
    const { status, body } = await report(id, { pipeline_id: pipeline.id });
    expect([status, body.verdict]).toEqual([409, 'late']);
  });

  it('superseded: for an older attempt', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await api.post(`/projects/${id}/jobs/${wait.id}/cancel`);
    await api.post(`/projects/${id}/jobs/${wait.id}/retry`);
    const { status, body } = await report(id, { job_id: wait.id });
    expect([status, body.verdict]).toEqual([409, 'superseded']);
    expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('running_externally');
  });

  it.each([
    ['an unknown name', { job_name: 'none' }],
    ['a build', { job_name: 'after' }],
    ['a name and a number that are not one job', { job_name: 'after', job_id: 'wait' }],
  ])('unmatched: %s', async (_name, input) => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const named = 'job_id' in input ? { ...input, job_id: wait.id } : input;
    const { status, body } = await report(id, { pipeline_id: pipeline.id, ...named });
    expect([status, body.verdict, body.matches.length]).toEqual([202, 'unmatched', 1]);
  });

  it('parked: a job that does not wait yet', async () => {
    const id = await makeProject(api, 'first:\n  stage: build\n  script: echo\nwait:\n  stage: test\n  external: true\n');
    const { id: pipelineId } = await makePipeline(api, id);
    const { status, body } = await report(id, { pipeline_id: pipelineId });
    expect([status, body.verdict]).toEqual([202, 'parked']);
    expect(body.reason).toContain('not wait yet');
  });

  it.each([
    ['unmatched', 'a pipeline and a job of another', (other: number, wait: number) => ({ pipeline_id: other, job_id: wait })],
    ['unmatched', 'a pipeline and a sha that is not its own', (other: number) => ({ pipeline_id: other, ref: 'main', sha: '0'.repeat(40) })],
    ['parked', 'a sha that no pipeline has yet', () => ({ ref: 'main', sha: '0'.repeat(40) })],
    ['parked', 'a ref that no pipeline has yet', () => ({ ref: 'none', sha: '1'.repeat(40) })],
  ])('%s: %s', async (verdict, _name, keysOf) => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const other = await makePipeline(api, id);
    const { status, body } = await report(id, keysOf(other.id, wait.id));
    expect([status, body.verdict, body.matches]).toEqual([202, verdict, []]);
    expect(body.callback_id).not.toBeNull();
    expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('running_externally');
  });

  it('404 for a pipeline or job that does not exist, or is another project’s', async () => {
    const { pipeline, wait } = await makeWaiting(api);
    const id = await makeProject(api);
    for (const keys of [{ pipeline_id: 999999 }, { job_id: 999999 }, { pipeline_id: pipeline.id }, { job_id: wait.id }]) {
      const { status, body } = await report(id, keys);
      expect([status, body.verdict]).toEqual([404, 'unmatched']);
      expect(body.message).toMatch(/^404 Not found/);
    }
  });
});

describe('several pipelines', () => {
  it('meets every pipeline of a ref and sha; the most successful verdict decides', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const second = await makePipeline(api, id);
    await report(id, { pipeline_id: pipeline.id, job_status: 'failed' });
    const { status, body } = await report(id, { ref: 'main', sha: pipeline.sha });
    expect([status, body.verdict]).toEqual([200, 'accepted']);
    expect(body.matches.map((match) => [match.pipeline_id, match.verdict])).toEqual([
      [pipeline.id, 'conflict'],
      [second.id, 'accepted'],
    ]);
  });

  describe('of which one is late and one does not wait yet', () => {
    const CONFIG = 'first: { stage: build, external: true, timeout: 1 day }\n' +
      'wait: { stage: test, external: { match: { commit_status: deploy } }, timeout: 1 hour }\n';
    const expectKept = async (id: number, early: number): Promise<void> => {
      await report(id, { pipeline_id: early, job_name: 'first' });
      expect((await jobsOf(api, id, early))['wait']?.status).toBe('success');
    };

    it('are answered as parked', async () => {
      const id = await makeProject(api, CONFIG);
      const [canceled, early] = [await makePipeline(api, id), await makePipeline(api, id)];
      await api.post(`/projects/${id}/pipelines/${canceled.id}/cancel`);
      const { status, body } = await report(id, { ref: 'main', sha: early.sha });
      expect([status, body.verdict, body.matches.map(({ verdict }) => verdict)]).toEqual([202, 'parked', ['late', 'parked']]);
      await expectKept(id, early.id);
    });

    it('take a commit status', async () => {
      const id = await makeProject(api, CONFIG);
      const [overdue, early] = [await makePipeline(api, id), await makePipeline(api, id)];
      await report(id, { pipeline_id: overdue.id, job_name: 'first' });
      await new SimulationClock(api.pool).step(3_600_000);
      const answer = await api.post(`/projects/${id}/statuses/${early.sha}`, { state: 'success', name: 'deploy' });
      expect(answer).toMatchObject({ status: 201, body: { pipeline_id: early.id, status: 'created' } });
      expect((await jobsOf(api, id, overdue.id))['wait']?.status).toBe('failed');
      await expectKept(id, early.id);
    });
  });
});

describe('the ledger', () => {
  it('shows on a job every callback that concerned it', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await report(id, { pipeline_id: pipeline.id, token: 'S3CRET' });
    await report(id, { pipeline_id: pipeline.id, job_status: 'failed' });
    const { body } = await api.get<LedgerEntryResponse[]>(`/projects/${id}/jobs/${wait.id}/callbacks`);
    expect(body.map(({ verdict, actor, provider, request }) => ({ verdict, actor, provider, request }))).toEqual([
      {
        verdict: 'accepted',
        actor: 'root',
        provider: 'pipeline_callback',
        request: { job_name: 'wait', job_status: 'success', pipeline_id: pipeline.id },
      },
      {
        verdict: 'conflict',
        actor: 'root',
        provider: 'pipeline_callback',
        request: { job_name: 'wait', job_status: 'failed', pipeline_id: pipeline.id },
      },
    ]);
  });

  it('shows of one that was parked what it has come to', async () => {
    const id = await makeProject(api, 'first: { stage: build, external: true }\nwait: { stage: test, external: true }\n');
    const { id: pipelineId } = await makePipeline(api, id);
    for (const job_status of ['success', 'failed']) expect((await report(id, { pipeline_id: pipelineId, job_status })).body.verdict).toBe('parked');
    await report(id, { pipeline_id: pipelineId, job_name: 'first' });
    const { body } = await api.get<ProjectCallbackResponse[]>(`/projects/${id}/callbacks`);
    expect(body.map(({ verdict, matches }) => [verdict, matches.length])).toEqual([['accepted', 1], ['conflict', 2], ['accepted', 2]]);
  });

  it('takes forms too', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const body = `job_name=wait&job_status=success&pipeline_id=${pipeline.id}`;
    const answer = await api.form<CallbackResponse>(`/projects/${id}/pipeline_callback`, body);
    expect([answer.status, answer.body.verdict]).toEqual([200, 'accepted']);
  });
});

describe('parameters', () => {
  it.each([
    [{ job_status: undefined, pipeline_id: 1 }, 'job_status is missing'],
    [{ job_status: 'pending', pipeline_id: 1 }, 'job_status does not have a valid value'],
    [{ percent: 101, pipeline_id: 1 }, 'percent must be between 0 and 100'],
    [{ target_url: 'javascript:alert(1)', pipeline_id: 1 }, 'target_url is blocked: Only allowed schemes are http, https'],
    [{ job_status: ['success'], pipeline_id: 1 }, 'job_status does not have a valid value'],
    [{ job_name: undefined, pipeline_id: 1 }, 'job_name, job_id, match_key are missing, at least one parameter must be provided'],
    [{}, 'pipeline_id, ref, sha, job_id, match_key are missing, at least one parameter must be provided'],
    [{ match_key: 'deploy hpat-0123456789abcdef' }, 'match_key is invalid'],
    [{ ref: 'main' }, 'sha is missing'],
    [{ sha: 'abc', pipeline_id: 1 }, 'ref is missing'],
    [{ pipeline_id: 'x' }, 'pipeline_id is invalid'],
    [{ pipeline_id: 0 }, 'pipeline_id is invalid'],
    [{ pipeline_id: 1.5 }, 'pipeline_id is invalid'],
    [{ pipeline_id: 1e30 }, 'pipeline_id is invalid'],
    [{ pipeline_id: '9223372036854775808' }, 'pipeline_id is invalid'],
    [{ job_id: '9007199254740993' }, 'job_id is invalid'],
    [{ job_name: 'x'.repeat(256), pipeline_id: 1 }, 'job_name is too long (maximum is 255 characters)'],
    [{ job_name: {}, pipeline_id: 1 }, 'job_name is invalid'],
    [{ job_name: 'a\0b', pipeline_id: 1 }, 'job_name is invalid: it holds a NUL character or half of a surrogate pair'],
    [{ job_name: '\ud800', pipeline_id: 1 }, 'job_name is invalid: it holds a NUL character or half of a surrogate pair'],
    [{ description: 'x'.repeat(1_025), pipeline_id: 1 }, 'description is too long (maximum is 1024 characters)'],
  ])('refuses %j', async (input, error) => {
    const answer = await report(await makeProject(api), input);
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });
});

describe('many at once', () => {
  it('gives fifty equal callbacks one acceptance, and the rest duplicates', async () => {
    const { id, pipeline } = await makeWaiting(api);
    const answers = await Promise.all(Array.from({ length: 50 }, () => report(id, { pipeline_id: pipeline.id })));
    const verdicts = answers.map(({ body }) => body.verdict).sort();
    expect(verdicts).toEqual(['accepted', ...Array.from({ length: 49 }, () => 'duplicate')]);
  });
});

describe('the deadline', () => {
  it('late: a callback after the deadline, even if it is the first to notice', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await new SimulationClock(api.pool).step(3_600_000);
    const { status, body } = await report(id, { pipeline_id: pipeline.id });
    expect([status, body.verdict]).toEqual([409, 'late']);
    const { body: job } = await api.get<JobResponse>(`/projects/${id}/jobs/${wait.id}`);
    expect(job).toMatchObject({
      status: 'failed',
      failure_reason: 'job_execution_timeout',
      finished_at: wait.deadline_at,
      duration: 3600,
    });
  });

  it('accepted: a callback just before it', async () => {
    const { id, pipeline } = await makeWaiting(api, WAITING_CONFIG);
    await new SimulationClock(api.pool).step(3_599_999);
    expect((await report(id, { pipeline_id: pipeline.id })).body.verdict).toBe('accepted');
  });
});

it('the ledger of a project lists every callback, newest first, page by page', async () => {
  const { id, pipeline, wait } = await makeWaiting(api);
  await report(id, { pipeline_id: pipeline.id });
  await report(id, { ref: 'main', sha: 'f'.repeat(40) });
  await report(id, { pipeline_id: 999_999 });
  const list = (query: string): ReturnType<typeof api.get<ProjectCallbackResponse[]>> =>
    api.get<ProjectCallbackResponse[]>(`/projects/${id}/callbacks?${query}`);
  const { body } = await list('');
  expect(body).toMatchObject([
    { verdict: 'unmatched', request: { pipeline_id: 999_999 }, matches: [{ pipeline_id: null, verdict: 'unmatched' }] },
    { verdict: 'parked', request: { ref: 'main' }, matches: [{ pipeline_id: null, verdict: 'parked' }] },
    {
      callback_id: expect.any(String),
      provider: 'pipeline_callback',
      actor: 'root',
      received_at: expect.any(String),
      verdict: 'accepted',
      matches: [{ pipeline_id: pipeline.id, job_id: wait.id, job_name: 'wait', verdict: 'accepted' }],
    },
  ]);
  expect(new Set(body.map(({ reason }) => reason)).size).toBe(3);
  const second = await list('per_page=2&page=2');
  expect([second.body, second.headers.get('x-next-page')]).toEqual([body.slice(2), '']);
});

/** Proves that the token of a job opens the callback of its own attempt, and nothing else. */
import type { CallbackResponse, CallbackTokenResponse, ExternalJobResponse, LedgerEntryResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { jobsOf, makeProject, makeWaiting } from '../test-project.fixture';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const tokenOf = async (id: number, jobId: number): Promise<CallbackTokenResponse> =>
  (await api.post<CallbackTokenResponse>(`/projects/${id}/jobs/${jobId}/callback_token`)).body;

const report = (id: number, token: string, input: object = {}): ReturnType<typeof api.post<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status: 'success', ...input }, { 'private-token': token });

it.each([
  ['PRIVATE-TOKEN', (token: string) => ({ 'private-token': token })],
  ['JOB-TOKEN', (token: string) => ({ 'private-token': '', 'job-token': token })],
  ['Authorization', (token: string) => ({ 'private-token': '', authorization: `Bearer ${token}` })],
])('names its job by itself in %s', async (_name, headersOf) => {
  const { id, wait } = await makeWaiting(api);
  const { token, ...shown } = await tokenOf(id, wait.id);
  expect(shown).toEqual({ job_id: wait.id, attempt: 1, callback_url: `${api.base}/projects/${id}/pipeline_callback` });
  const answer = await api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status: 'success' }, headersOf(token));
  expect([answer.status, answer.body.verdict, answer.body.matches[0]?.job_id]).toEqual([200, 'accepted', wait.id]);
  const { body: ledger } = await api.get<LedgerEntryResponse[]>(`/projects/${id}/jobs/${wait.id}/callbacks`);
  expect(ledger).toMatchObject([{ actor: `job:${wait.id}`, request: { job_id: wait.id, job_status: 'success' } }]);
  expect(JSON.stringify(ledger)).not.toContain(token);
});

it('is superseded after a retry; the new attempt has its own', async () => {
  const { id, pipeline, wait } = await makeWaiting(api);
  const { token: old } = await tokenOf(id, wait.id);
  await report(id, old, { job_status: 'failed' });
  await api.post(`/projects/${id}/jobs/${wait.id}/retry`);
  const refused = await report(id, old);
  expect([refused.status, refused.body.verdict]).toEqual([409, 'superseded']);
  const latest = await tokenOf(id, wait.id);
  expect(latest).toMatchObject({ job_id: expect.any(Number), attempt: 2 });
  expect((await report(id, latest.token)).body.verdict).toBe('accepted');
  expect((await jobsOf(api, id, pipeline.id))['wait']).toMatchObject({ id: latest.job_id, status: 'success' });
});

it('agrees with every other key, or is refused', async () => {
  const { id, pipeline, wait } = await makeWaiting(api);
  const { id: other, wait: otherWait, pipeline: otherPipeline } = await makeWaiting(api);
  const { token } = await tokenOf(id, wait.id);
  const mixedUp = await report(id, token, { job_id: otherWait.id });
  expect([mixedUp.status, mixedUp.body]).toEqual([400, { error: 'job_id is not the job that the token stands for' }]);
  expect((await report(id, token, { job_name: 'after' })).body.verdict).toBe('unmatched');
  expect((await report(id, token, { pipeline_id: otherPipeline.id })).body.verdict).toBe('unmatched');
  const elsewhere = await report(other, token);
  const nowhere = await report(999_999, token);
  expect([elsewhere.status, elsewhere.body]).toEqual([nowhere.status, nowhere.body]);
  expect([elsewhere.status, elsewhere.body]).toEqual([404, { message: '404 Project Not Found' }]);
  expect((await jobsOf(api, id, pipeline.id))['wait']?.status).toBe('running_externally');
  expect((await report(id, token, { job_id: wait.id, job_name: 'wait', pipeline_id: pipeline.id })).body.verdict).toBe('accepted');
});

it('opens no other route, and is refused there as a token that nobody knows', async () => {
  const { id, pipeline, wait } = await makeWaiting(api);
  const { token } = await tokenOf(id, wait.id);
  const others = api.routes.filter(({ method, url }) => method !== 'OPTIONS' && url.startsWith('/api/v4') && !url.endsWith('/pipeline_callback'));
  expect(others.length).toBeGreaterThan(30);
  for (const { method, url } of others) {
    const path = url.replace('/api/v4', '').replace(':id', String(id)).replace(':pipeline_id', String(pipeline.id)).replace(':job_id', String(wait.id)).replaceAll(/:\w+/g, '1');
    const answer = await api.send(method, path, undefined, { 'private-token': token });
    expect([method, path, answer.status, answer.body]).toEqual([method, path, 401, { message: '401 Unauthorized' }]);
  }
});

it('is refused when it is made up', async () => {
  const { id, wait } = await makeWaiting(api);
  const { token } = await tokenOf(id, wait.id);
  for (const wrong of [`${token.slice(0, -2)}AA`, 'hpjt-', `hpjt-${wait.id}.`, token.replace(`-${wait.id}.`, `-${wait.id + 1}.`)]) {
    expect((await report(id, wrong)).status).toBe(401);
  }
});

it('is there for external jobs of the project alone', async () => {
  const { id, pipeline, wait } = await makeWaiting(api);
  const { after } = await jobsOf(api, id, pipeline.id);
  const other = await makeProject(api);
  for (const path of [`/projects/${id}/jobs/${after?.id}`, `/projects/${other}/jobs/${wait.id}`, `/projects/${id}/jobs/999999`]) {
    const answer = await api.post(`${path}/callback_token`);
    expect([answer.status, answer.body]).toEqual([404, { message: '404 Not found' }]);
  }
});

it('is not kept by whoever may have kept it', async () => {
  const { id, wait } = await makeWaiting(api);
  const made = await api.post<CallbackTokenResponse>(`/projects/${id}/jobs/${wait.id}/callback_token`);
  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
  const { body: job } = await api.get<ExternalJobResponse>(`/projects/${id}/jobs/${wait.id}`);
  expect(JSON.stringify(job)).not.toContain(made.body.token.split('.')[1]);
});

/** Canceling by force over HTTP: who may, and what of. */
import { ACCESS_LEVELS } from '@holdpoint/pipeline-domain';
import { as, makeMember } from '../test-access.fixture';
import { TestApi } from '../test-api.fixture';
import { makeWaiting, type Waiting } from '../test-project.fixture';

const CONFIG = 'wait: { external: { cancel_grace: 1 hour } }';

let api: TestApi;
beforeAll(async () => (api = await TestApi.start([], { hookAllow: ['127.0.0.0/8'] })));
afterAll(() => api.stop());

/** A waiting job whose other system hears of cancels, with the token of a member. */
async function waiting(level: 'developer' | 'maintainer'): Promise<Waiting & { token: string }> {
  const made = await makeWaiting(api, CONFIG);
  const { status } = await api.post(`/projects/${made.id}/external_hooks`, { url: 'http://127.0.0.1:9/', events: ['cancel'] });
  expect(status).toBe(201);
  return { ...made, token: await makeMember(api, made.id, ACCESS_LEVELS[level]) };
}

/** What a cancel is answered with, and how the job stands afterwards. */
async function cancel({ id, wait, token }: Waiting & { token: string }, input?: object): Promise<[number, string | undefined]> {
  const { status } = await api.post(`/projects/${id}/jobs/${wait.id}/cancel`, input, as(token));
  const { body } = await api.get<{ status: string }>(`/projects/${id}/jobs/${wait.id}`);
  return [status, body.status];
}

it('ends the wait for an acknowledgement, for a maintainer', async () => {
  const job = await waiting('maintainer');
  expect(await cancel(job)).toEqual([201, 'canceling']);
  expect(await cancel(job)).toEqual([201, 'canceling']);
  expect(await cancel(job, { force: false })).toEqual([201, 'canceling']);
  expect(await cancel(job, { force: true })).toEqual([201, 'canceled']);
  const { body } = await api.get<{ event: string; from: string; cause: unknown }[]>(`/projects/${job.id}/jobs/${job.wait.id}/history`);
  expect(body.at(-1)).toMatchObject({ from: 'canceling', cause: { type: 'user', actor: expect.stringMatching(/^user/) } });
});

it('is refused to a developer, whatever the job does', async () => {
  const job = await waiting('developer');
  expect(await cancel(job, { force: 'true' })).toEqual([403, 'running_externally']);
  expect(await cancel(job)).toEqual([201, 'canceling']);
  expect(await cancel(job, { force: true })).toEqual([403, 'canceling']);
});

it('leaves a job alone that is not being canceled', async () => {
  expect(await cancel(await waiting('maintainer'), { force: true })).toEqual([201, 'running_externally']);
});

it('is either or not', async () => {
  const job = await waiting('maintainer');
  expect(await cancel(job, { force: 'perhaps' })).toEqual([400, 'running_externally']);
});

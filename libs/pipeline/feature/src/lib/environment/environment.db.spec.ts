/** What a job deploys is told of its environment, whatever its kind: by the status of the job, one deployment for each attempt. */
import type { DeploymentResponse, EnvironmentDetailResponse, EnvironmentResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { BridgedProjects } from '../bridge/bridged-projects.fixture';

const WAIT = 'wait: { external: true, environment: { name: production, url: "https://$CI_ENVIRONMENT_SLUG.example.com" }, timeout: 1 hour }';

const REVIEW = `
stages: [deploy, stop]
wait: { stage: deploy, external: true, environment: { name: review/$CI_COMMIT_REF_NAME, on_stop: stop }, timeout: 1 hour }
stop: { stage: stop, script: x, when: manual, environment: { name: review/$CI_COMMIT_REF_NAME, action: stop } }
`;

/** Two jobs deploy to one environment and have each a job that stops it, and a third has none. */
const SHARED = `
stages: [deploy, stop]
app: { stage: deploy, script: x, allow_failure: true, environment: { name: shared, on_stop: stop app } }
dns: { stage: deploy, script: x, allow_failure: true, environment: { name: shared, on_stop: stop dns } }
check: { stage: deploy, script: x, allow_failure: true, environment: shared }
stop app: { stage: stop, script: x, needs: [], when: manual, environment: { name: shared, action: stop } }
stop dns: { stage: stop, script: x, needs: [], when: manual, environment: { name: shared, action: stop } }
`;

let projects: BridgedProjects;
beforeAll(async () => void (projects = await BridgedProjects.start()));
afterAll(() => projects.api.stop());

const projectOf = async (config: string): Promise<number> => (await projects.project({ '.gitlab-ci.yml': config })).id;
const started = async (id: number): Promise<number> => (await projects.pipeline(id)).id;
const deployments = async (id: number, query = ''): Promise<readonly DeploymentResponse[]> =>
  (await projects.api.get<DeploymentResponse[]>(`/projects/${id}/deployments${query}`)).body;
const statuses = async (id: number): Promise<readonly string[]> => (await deployments(id)).map(({ status }) => status);
const environments = async (id: number, query = ''): Promise<readonly EnvironmentResponse[]> =>
  (await projects.api.get<EnvironmentResponse[]>(`/projects/${id}/environments${query}`)).body;
const detail = async (id: number): Promise<EnvironmentDetailResponse> => {
  const [first] = await environments(id);
  return (await projects.api.get<EnvironmentDetailResponse>(`/projects/${id}/environments/${first?.id}`)).body;
};
const fire = async (id: number, pipelineId: number, event: string, ...jobs: readonly string[]): Promise<void> => {
  await projects.api.post(`/projects/${id}/pipelines/${pipelineId}/fire_event`, { event, jobs });
  await projects.settle();
};

describe('the deployment of an external job', () => {
  it('is made when the turn of the job comes, runs while it waits outside, and ends with it', async () => {
    const id = await projectOf(`stages: [build, deploy]\nbuild: { stage: build, script: x }\n${WAIT.replace('{', '{ stage: deploy,')}`);
    const pipelineId = await started(id);
    expect([await deployments(id), (await environments(id)).map(({ name }) => name)]).toEqual([[], ['production']]);
    await fire(id, pipelineId, 'success', 'build');
    const { sha } = await projects.show(id, pipelineId);
    const [running] = await deployments(id);
    const job = await projects.job(id, pipelineId, 'wait');
    expect(running).toMatchObject({ iid: 1, ref: 'main', sha, status: 'running', user: { username: 'root' }, environment: { name: 'production', external_url: null } });
    expect([running?.deployable, job.environment]).toEqual([{ ...job, duration: expect.any(Number) }, 'production']);
    expect((await detail(id)).last_deployment).toBeNull();
    await projects.report(id, pipelineId, 'success');
    expect(await statuses(id)).toEqual(['success']);
    const { environment: _environment, ...last } = (await deployments(id))[0] ?? {};
    expect(await detail(id)).toMatchObject({ external_url: 'https://production.example.com', tier: 'production', state: 'available', last_deployment: last });
  });

  it.each([
    ['a failure', 'failed', (id: number, pipelineId: number) => projects.report(id, pipelineId, 'failed')],
    ['its deadline', 'failed', (): Promise<unknown> => projects.settle(3_600_000)],
    ['a cancel', 'canceled', (id: number, pipelineId: number) => projects.ask(id, `pipelines/${pipelineId}/cancel`)],
  ] as const)('ends by %s as %s', async (_what, status, end) => {
    const id = await projectOf(WAIT);
    await end(id, await started(id));
    expect(await statuses(id)).toEqual([status]);
    expect((await detail(id)).last_deployment).toBeNull();
  });

  it('is another one for the next attempt, whose user has asked for it', async () => {
    const id = await projectOf(WAIT);
    const pipelineId = await started(id);
    await projects.report(id, pipelineId, 'failed');
    const { id: jobId } = await projects.job(id, pipelineId, 'wait');
    await projects.ask(id, `jobs/${jobId}/retry`);
    const made = await deployments(id);
    expect(made.map(({ iid, status }) => [iid, status])).toEqual([[1, 'failed'], [2, 'running']]);
    expect(made.map(({ deployable }) => deployable.id)).toEqual([jobId, (await projects.job(id, pipelineId, 'wait')).id]);
    expect((await projects.job(id, pipelineId, 'wait')).environment).toBe('production');
  });

  it('waits with its job for the resource of the environment', async () => {
    const id = await projectOf(WAIT.replace('{', '{ resource_group: $CI_ENVIRONMENT_NAME,'));
    const first = await started(id);
    await started(id);
    expect([(await projects.job(id, first, 'wait')).resource_group, await statuses(id)]).toEqual(['production', ['running', 'created']]);
    await projects.report(id, first, 'success');
    expect(await statuses(id)).toEqual(['success', 'running']);
  });
});

it('is made for builds and bridges as well, and waits where they do', async () => {
  const id = await projectOf(`
build: { script: x, environment: a }
later: { script: x, environment: b, when: manual }
trigger: { trigger: { include: child.yml, strategy: depend }, environment: c }
check: { script: x, environment: { name: d, action: verify } }
`);
  await projects.commit(id, { 'child.yml': 'child: { external: true, timeout: 1 hour }' }, 'create');
  const pipelineId = await started(id);
  const seen = async () => Object.fromEntries((await deployments(id)).map(({ environment, status }) => [environment.name, status]));
  expect(await seen()).toEqual({ a: 'created', b: 'blocked', c: 'running' });
  await fire(id, pipelineId, 'run', 'build');
  expect((await seen())['a']).toBe('running');
});

describe('an environment', () => {
  it('is stopped by the job that on_stop names, which a person asks for, and is there again when somebody deploys', async () => {
    const id = await projectOf(REVIEW);
    const pipelineId = await started(id);
    await projects.report(id, pipelineId, 'success');
    const { id: environmentId, slug, tier } = await detail(id);
    expect([slug, tier]).toEqual([expect.stringMatching(/^review-main-\w{6}$/), 'development']);
    expect(await projects.api.post(`/projects/${id}/environments/${environmentId}/stop`)).toMatchObject({ status: 200, body: { state: 'available' } });
    await projects.settle();
    expect((await projects.job(id, pipelineId, 'stop')).status).toBe('pending');
    expect((await projects.api.post<EnvironmentResponse>(`/projects/${id}/environments/${environmentId}/stop`)).body.state).toBe('available');
    await fire(id, pipelineId, 'success', 'stop');
    expect([(await detail(id)).state, await statuses(id)]).toEqual(['stopped', ['success']]);
    const again = await started(id);
    expect((await detail(id)).state).toBe('stopped');
    await projects.report(id, again, 'success');
    expect((await detail(id)).state).toBe('available');
  });

  it.each([
    ['by force', REVIEW, { force: true }],
    ['where no job stops it', WAIT, {}],
  ])('is stopped at once %s', async (_how, config, body) => {
    const id = await projectOf(config);
    const pipelineId = await started(id);
    await projects.report(id, pipelineId, 'success');
    const { id: environmentId } = await detail(id);
    expect(await projects.api.post(`/projects/${id}/environments/${environmentId}/stop`, body)).toMatchObject({ status: 200, body: { state: 'stopped' } });
    expect((await projects.api.post<EnvironmentResponse>(`/projects/${id}/environments/${environmentId}/stop`)).body.state).toBe('stopped');
  });

  it('is found by its name, a part of it, and its state', async () => {
    const id = await projectOf('b: { script: x, environment: review/b }\na: { script: x, environment: review/a }\nc: { script: x, environment: production }');
    await started(id);
    const names = async (query: string): Promise<readonly string[]> => (await environments(id, query)).map(({ name }) => name);
    expect(await names('')).toEqual(['production', 'review/a', 'review/b']);
    expect(await names('?name=review%2Fa')).toEqual(['review/a']);
    expect(await names('?search=REV')).toEqual(['review/a', 'review/b']);
    expect([await names('?states=stopped'), await names('?states=available&per_page=1&page=2')]).toEqual([[], ['review/a']]);
    expect(await projects.api.get(`/projects/${id}/environments?name=a&search=b`)).toMatchObject({ status: 400, body: { error: 'name, search cannot be used together' } });
    expect((await projects.api.get(`/projects/${id}/environments?states=gone`)).status).toBe(400);
  });
});

describe('stopping an environment', () => {
  const stop = (id: number, environmentId: number) => projects.api.post<EnvironmentResponse>(`/projects/${id}/environments/${environmentId}/stop`);
  const jobs = async (id: number, pipelineId: number, ...names: readonly string[]): Promise<readonly string[]> =>
    (await Promise.all(names.map((name) => projects.job(id, pipelineId, name)))).map(({ status }) => status);
  /** A pipeline whose deployments have ended, and its environment. */
  const deployed = async (config: string, event: string, ...names: readonly string[]): Promise<readonly [id: number, pipelineId: number, environmentId: number]> => {
    const id = await projectOf(config);
    const pipelineId = await started(id);
    await fire(id, pipelineId, event, ...names);
    return [id, pipelineId, (await detail(id)).id];
  };

  it('plays the job of every deployment that the pipeline has made to it', async () => {
    const [id, pipelineId, environmentId] = await deployed(SHARED, 'success', 'app', 'dns', 'check');
    expect(await stop(id, environmentId)).toMatchObject({ status: 200, body: { state: 'available' } });
    await projects.settle();
    expect(await jobs(id, pipelineId, 'stop app', 'stop dns')).toEqual(['pending', 'pending']);
  });

  it.each([
    ['failed', 'drop'],
    ['was canceled', 'cancel'],
  ])('plays the job of a deployment that %s: it may have left something', async (_how, event) => {
    const [id, pipelineId, environmentId] = await deployed(SHARED, event, 'app', 'dns', 'check');
    await stop(id, environmentId);
    await projects.settle();
    expect([await jobs(id, pipelineId, 'stop app'), (await detail(id)).state]).toEqual([['pending'], 'available']);
  });

  it('plays those of the pipeline whose deployment has ended last', async () => {
    const [id, first, environmentId] = await deployed(SHARED, 'success', 'dns', 'check');
    const second = await started(id);
    await fire(id, second, 'success', 'app', 'dns', 'check');
    await projects.settle(1_000);
    await fire(id, first, 'drop', 'app');
    await stop(id, environmentId);
    await projects.settle();
    expect([await jobs(id, first, 'stop app'), await jobs(id, second, 'stop app')]).toEqual([['pending'], ['manual']]);
  });

  it('is answered alike to all who ask for it at once, and done once', async () => {
    const [id, pipelineId, environmentId] = await deployed(SHARED, 'success', 'app', 'dns', 'check');
    const holder = await projects.api.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [pipelineId]);
    const asked = Promise.all(Array.from({ length: 3 }, () => stop(id, environmentId)));
    await untilQuiet(() => holder.query('SELECT'));
    await holder.query('COMMIT');
    holder.release();
    expect((await asked).map(({ status, body }) => [status, body.state])).toEqual(Array.from({ length: 3 }, () => [200, 'available']));
    await projects.settle();
    expect((await projects.job(id, pipelineId, 'stop app')).attempt).toBe(1);
  });
});

/** Until nobody has sent a statement for a while but the one who looks: all have read what they act on. */
async function untilQuiet(look: () => Promise<unknown>): Promise<void> {
  const { statements } = projects.api;
  for (let looks = 0, last = 0; looks < 100; looks += 1) {
    await look();
    if (statements.count > last + 1) looks = 0;
    last = statements.count;
  }
}

describe('the last deployment', () => {
  it('is the one that has ended last, as the address of the environment is', async () => {
    const id = await projectOf('wait: { external: true, environment: { name: p, url: "https://$OF.example.com" }, timeout: 1 hour }');
    const [first, second] = [await started(id), await started(id)];
    await projects.report(id, second, 'success');
    await projects.settle(1_000);
    await projects.report(id, first, 'success');
    expect((await detail(id)).last_deployment?.deployable.pipeline.id).toBe(first);
  });

  it('is the one before where a pipeline is being deleted, which is not listed any more', async () => {
    const id = await projectOf(WAIT);
    const [first, second] = [await started(id), await started(id)];
    await projects.report(id, first, 'success');
    await projects.settle(1_000);
    await projects.report(id, second, 'success');
    const gone = (await deployments(id))[1];
    // As a second statement finds it when the pipeline was deleted after the first.
    await projects.api.pool.query('DELETE FROM external_jobs WHERE pipeline_id = $1', [second]);
    expect((await detail(id)).last_deployment?.deployable.pipeline.id).toBe(first);
    expect((await deployments(id)).map(({ iid }) => iid)).toEqual([1]);
    expect((await projects.api.get(`/projects/${id}/deployments/${gone?.id}`)).status).toBe(404);
  });
});

it('lists deployments by when they were changed and when they have ended', async () => {
  const id = await projectOf(WAIT);
  await projects.report(id, await started(id), 'success');
  const [first] = await deployments(id);
  const [at, before] = [first?.updated_at ?? '', new Date(Date.parse(first?.updated_at ?? '') - 1).toISOString()];
  await projects.settle(1_000);
  await started(id);
  const iids = async (query: string): Promise<readonly number[]> => (await deployments(id, query)).map(({ iid }) => iid);
  expect([await iids(`?updated_before=${at}`), await iids(`?updated_before=${before}`)]).toEqual([[1], []]);
  expect([await iids(`?updated_after=${at}`), await iids('?updated_after=2999-01-01')]).toEqual([[1, 2], []]);
  expect([await iids(`?finished_after=${at}`), await iids(`?finished_before=${at}`), await iids('?finished_before=2999-01-01')]).toEqual([[1], [], [1]]);
  expect(await projects.api.get(`/projects/${id}/deployments?updated_before=soon`)).toMatchObject({ status: 400, body: { error: 'updated_before is invalid' } });
});

it('lists deployments by environment and status, in an order that is asked for', async () => {
  const id = await projectOf(`${WAIT}\nother: { external: true, environment: staging, timeout: 1 hour }`);
  await projects.report(id, await started(id), 'success');
  await started(id);
  const iids = async (query: string): Promise<readonly number[]> => (await deployments(id, query)).map(({ iid }) => iid);
  expect(await iids('')).toEqual([1, 2, 3, 4]);
  expect(await iids('?environment=staging')).toEqual([2, 4]);
  expect(await iids('?status=success')).toEqual([1]);
  expect(await iids('?order_by=iid&sort=desc&per_page=2')).toEqual([4, 3]);
  const [first] = await deployments(id);
  expect((await projects.api.get(`/projects/${id}/deployments/${first?.id}`)).body).toEqual({ ...first, deployable: expect.anything() });
});

it('is found in its own project only', async () => {
  const [id, other] = [await projectOf(WAIT), await projectOf(WAIT)];
  await started(id);
  const [environment, deployment] = [(await environments(id))[0], (await deployments(id))[0]];
  for (const path of [`environments/${environment?.id}`, `deployments/${deployment?.id}`]) {
    expect(await projects.api.get(`/projects/${other}/${path}`)).toMatchObject({ status: 404, body: { message: '404 Not found' } });
  }
  expect((await projects.api.post(`/projects/${other}/environments/${environment?.id}/stop`)).status).toBe(404);
});

it('is refused with what is wrong with it', async () => {
  const id = await projectOf('wait: { external: true, environment: { name: x, auto_stop_in: 1 day } }');
  const refused = await projects.api.post<PipelineResponse>(`/projects/${id}/pipeline`, { ref: 'main' });
  expect(refused).toMatchObject({ status: 400, body: { message: { base: ['jobs:wait:environment config key auto_stop_in is not supported yet'] } } });
});

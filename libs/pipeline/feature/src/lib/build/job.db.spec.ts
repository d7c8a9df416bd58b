/** Proves the routes of jobs of every kind over HTTP: lists, actions with GitLab's codes, history. */
import type { ExternalJobResponse, HistoryEntryResponse, JobResponse } from '@holdpoint/pipeline-contract';
import { TestApi } from '../test-api.fixture';
import { jobsOf, makePipeline, makeProject, makeWaiting } from '../test-project.fixture';

const CONFIG = `
stages: [build, deploy]
build:
  stage: build
  script: echo
wait:
  stage: deploy
  needs: []
  external: true
  timeout: 30 minutes
announce:
  stage: deploy
  needs: []
  when: manual
  allow_failure: true
  tags: [shell]
  script: echo
`;

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const names = (jobs: readonly JobResponse[]): string[] => jobs.map(({ name }) => name);

describe('showing jobs', () => {
  let id: number;
  let pipelineId: number;
  let jobs: Record<string, JobResponse>;

  beforeAll(async () => {
    id = await makeProject(api, CONFIG);
    pipelineId = (await makePipeline(api, id)).id;
    jobs = await jobsOf(api, id, pipelineId);
  });

  it('shows a build with GitLab’s fields and its kind', () => {
    expect(jobs['build']).toMatchObject({
      kind: 'build',
      name: 'build',
      stage: 'build',
      status: 'pending',
      ref: 'main',
      tag: false,
      allow_failure: false,
      started_at: null,
      duration: null,
      pipeline: { id: pipelineId, project_id: id },
      commit: { title: 'Configure' },
      user: { username: 'root' },
      artifacts: [],
      runner: null,
      tag_list: [],
      attempt: 1,
      retried: false,
      timeout: 3600,
      deadline_at: null,
    });
    expect(jobs['build']?.queued_duration).toEqual(expect.any(Number));
    expect(jobs['announce']).toMatchObject({ status: 'manual', when: 'manual', tag_list: ['shell'], needs: [] });
    expect(jobs['build']).not.toHaveProperty('failure_reason');
  });

  it('shows what an external job waits for, and until when', () => {
    const wait = jobs['wait'] as ExternalJobResponse;
    expect(wait).toMatchObject({
      kind: 'external',
      status: 'running_externally',
      timeout: 1800,
      waiting_for: { callback: { pipeline_id: pipelineId, job_id: wait.id, job_name: 'wait', ref: 'main' } },
    });
    expect(Date.parse(wait.deadline_at ?? '') - Date.parse(wait.started_at ?? '')).toBe(1_800_000);
    expect(wait.waiting_for?.seconds_left).toBeGreaterThan(1_790);
  });

  it('shows an external job with every key that clients find on a build', () => {
    const keysOf = (job: JobResponse | undefined): readonly string[] => Object.keys(job ?? {});
    expect(keysOf(jobs['wait'])).toEqual(expect.arrayContaining([...keysOf(jobs['build'])]));
    const nothing = { tag_list: [], artifacts: [], artifacts_expire_at: null, runner: null, runner_manager: null, archived: false };
    expect(jobs['wait']).toMatchObject(nothing);
  });

  it('says what a person may do with each job', () => {
    const actions = Object.fromEntries(Object.values(jobs).map((job) => [job.name, job.actions]));
    expect(actions).toEqual({ build: ['cancel'], wait: ['cancel'], announce: ['play'] });
  });

  it.each([
    ['jobs', ['announce', 'wait', 'build']],
    ['jobs?scope=pending', ['build']],
    ['jobs?scope[]=pending&scope[]=running_externally', ['wait', 'build']],
    ['jobs?scope%5B%5D=manual', ['announce']],
    ['jobs?scope[0]=manual', ['announce']],
    ['jobs?include_retried=True', ['announce', 'wait', 'build']],
    ['jobs?', ['announce', 'wait', 'build']],
    ['external_jobs', ['wait']],
    ['external_jobs?scope=failed', []],
    ['bridges', []],
  ])('lists %s', async (path, expected) => {
    const { status, body, headers } = await api.get<JobResponse[]>(`/projects/${id}/pipelines/${pipelineId}/${path}`);
    expect([status, names(body)]).toEqual([200, expected]);
    expect(headers.get('x-total')).toBe(String(expected.length));
  });

  it.each(['jobs?scope=waiting', 'jobs?scope[]=pending&scope[]=x', 'jobs?scope[][a]=1', 'bridges?scope=x'])('refuses %s', async (path) => {
    const answer = await api.get(`/projects/${id}/pipelines/${pipelineId}/${path}`);
    expect([answer.status, answer.body]).toEqual([400, { error: 'scope does not have a valid value' }]);
  });

  it('refuses a boolean that is none', async () => {
    const answer = await api.get(`/projects/${id}/pipelines/${pipelineId}/jobs?include_retried=maybe`);
    expect([answer.status, answer.body]).toEqual([400, { error: 'include_retried is invalid' }]);
  });

  it('lists the jobs of a project without counting them', async () => {
    const { headers, body } = await api.get<JobResponse[]>(`/projects/${id}/jobs?per_page=2`);
    expect(names(body)).toEqual(['announce', 'wait']);
    expect(headers.get('x-total')).toBeNull();
    expect(headers.get('link')).toMatch(/page=2[^>]*>; rel="next"/);
    expect(headers.get('link')).not.toContain('rel="last"');
    expect(names((await api.get<JobResponse[]>(`/projects/${id}/jobs?scope=manual`)).body)).toEqual(['announce']);
  });

  it('lists the jobs of a project from one on, as its links say', async () => {
    const read: string[] = [];
    let link = `${api.base}/projects/${id}/jobs?pagination=keyset&per_page=2&order_by=id&sort=desc`;
    for (let part = 0; link !== '' && part < 9; part += 1) {
      const { headers, body } = await api.get<JobResponse[]>(link);
      expect([headers.get('x-per-page'), headers.get('x-page')]).toEqual(['2', null]);
      read.push(...names(body));
      link = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? '';
    }
    expect(read).toEqual(['announce', 'wait', 'build']);
    const manual = await api.get<JobResponse[]>(`/projects/${id}/jobs?pagination=keyset&scope=manual`);
    expect([names(manual.body), manual.headers.get('link')]).toEqual([['announce'], null]);
  });

  it.each(['x', 'LTE'])('refuses a list from %s on', async (cursor) => {
    const { status, body } = await api.get(`/projects/${id}/jobs?pagination=keyset&cursor=${cursor}`);
    expect([status, body]).toEqual([400, { error: 'cursor is invalid' }]);
  });

  it('finds a job of any kind by its number', async () => {
    for (const job of Object.values(jobs)) {
      const found = await api.get<JobResponse>(`/projects/${id}/jobs/${job.id}`);
      expect([found.status, found.body.name, found.body.kind]).toEqual([200, job.name, job.kind]);
    }
  });

  it.each([
    ['999999', 404, { message: '404 Not found' }],
    ['99999999999999999999', 404, { message: '404 Not found' }],
    ['x', 400, { error: 'job_id is invalid' }],
    ['1.0', 400, { error: 'job_id is invalid' }],
  ])('answers job %s with %d', async (job, status, body) => {
    const reads = ['', '/history', '/callbacks'].map((rest) => api.get(`/projects/${id}/jobs/${job}${rest}`));
    const actions = ['play', 'cancel', 'retry'].map((action) => api.post(`/projects/${id}/jobs/${job}/${action}`));
    for (const answer of await Promise.all([...reads, ...actions])) {
      expect([answer.status, answer.body]).toEqual([status, body]);
    }
  });

  it('keeps jobs from other projects', async () => {
    const other = await makeProject(api);
    expect((await api.get(`/projects/${other}/jobs/${jobs['build']?.id}`)).status).toBe(404);
    expect((await api.post(`/projects/${other}/jobs/${jobs['build']?.id}/cancel`)).status).toBe(404);
    expect((await jobsOf(api, id, pipelineId))['build']?.status).toBe('pending');
  });
});

describe('acting on jobs', () => {
  it('plays a manual job with 200, and no other', async () => {
    const id = await makeProject(api, CONFIG);
    const jobs = await jobsOf(api, id, (await makePipeline(api, id)).id);
    const path = `/projects/${id}/jobs/${jobs['announce']?.id}/play`;
    for (const given of [[{ key: 'A', value: 'b' }], 'garbage']) {
      const refused = await api.post<{ error: string }>(path, { job_variables_attributes: given });
      expect([refused.status, refused.body.error]).toEqual([400, expect.stringContaining('job_variables_attributes is not supported')]);
    }
    const inAddress = await api.send<{ error: string }>('POST', `${path}?job_variables_attributes[][key]=A&job_variables_attributes[][value]=b`);
    expect([inAddress.status, inAddress.body.error]).toEqual([400, expect.stringContaining('job_variables_attributes is not supported')]);
    const played = await api.post<JobResponse>(path, { job_variables_attributes: [] });
    expect([played.status, played.body.status]).toEqual([200, 'pending']);
    for (const name of ['build', 'wait']) {
      const refused = await api.post(`/projects/${id}/jobs/${jobs[name]?.id}/play`);
      expect([refused.status, refused.body]).toEqual([400, { message: '400 Bad request - Unplayable Job' }]);
    }
  });

  it('cancels with 201, also a job that has ended', async () => {
    const { id, wait } = await makeWaiting(api);
    for (const _ of [1, 2]) {
      const canceled = await api.send<JobResponse>('POST', `/projects/${id}/jobs/${wait.id}/cancel`);
      expect([canceled.status, canceled.body.status]).toEqual([201, 'canceled']);
    }
  });

  it('cancels what waits for a person or a timer, though nobody is offered it', async () => {
    const id = await makeProject(api, 'ask: { script: echo, when: manual }\nlater: { script: echo, when: delayed, start_in: 1 hour }');
    const { id: pipelineId } = await makePipeline(api, id);
    const { ask, later } = await jobsOf(api, id, pipelineId);
    expect([ask?.actions, later?.actions]).toEqual([['play'], ['play']]);
    for (const job of [ask, later]) {
      const canceled = await api.post<JobResponse>(`/projects/${id}/jobs/${job?.id}/cancel`);
      expect([canceled.status, canceled.body.status, canceled.body.scheduled_at]).toEqual([201, 'canceled', null]);
    }
    expect((await api.get<{ status: string }>(`/projects/${id}/pipelines/${pipelineId}`)).body.status).toBe('canceled');
  });

  it('retries with 201 and a new attempt, and refuses what has not ended or is no longer the latest', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const early = await api.post(`/projects/${id}/jobs/${wait.id}/retry`);
    expect([early.status, early.body]).toEqual([403, { message: '403 Forbidden - Job is not retryable' }]);
    await api.post(`/projects/${id}/jobs/${wait.id}/cancel`);
    const retried = await api.post<JobResponse>(`/projects/${id}/jobs/${wait.id}/retry`);
    expect(retried.status).toBe(201);
    expect(retried.body).toMatchObject({ name: 'wait', status: 'running_externally', attempt: 2, retried: false });
    expect((await api.post(`/projects/${id}/jobs/${wait.id}/retry`)).status).toBe(403);
    const all = await api.get<JobResponse[]>(`/projects/${id}/pipelines/${pipeline.id}/jobs?include_retried=true`);
    expect(all.body.map(({ name, attempt, retried: old }) => [name, attempt, old])).toEqual([
      ['wait', 2, false],
      ['after', 1, false],
      ['wait', 1, true],
    ]);
  });

  it('tells the history of a job', async () => {
    const { id, wait } = await makeWaiting(api);
    await api.post(`/projects/${id}/jobs/${wait.id}/cancel`);
    const { body } = await api.get<HistoryEntryResponse[]>(`/projects/${id}/jobs/${wait.id}/history`);
    expect(body.map(({ event, from, to, cause }) => [event, from, to, cause])).toEqual([
      ['enqueue', 'created', 'running_externally', { type: 'processing', actor: null }],
      ['cancel', 'running_externally', 'canceled', { type: 'user', actor: 'root' }],
    ]);
  });
});

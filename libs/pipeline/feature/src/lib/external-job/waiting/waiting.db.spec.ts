/** Proves that a job says over HTTP what it waits for, until when, what came that was nearly it, or why it does not wait. */
import type { CallbackResponse, ExternalJobResponse, WaitingResponse } from '@holdpoint/pipeline-contract';
import { SimulationClock } from '@holdpoint/pipeline-persistence';
import { TestApi, type Answer } from '../../test-api.fixture';
import { changeByHand, jobsOf, makePipeline, makeProject, makeWaiting } from '../../test-project.fixture';

const IN_ORDER = `
first:
  stage: build
  script: echo
optional:
  stage: build
  script: echo
  when: manual
wait:
  stage: test
  external: true
needing:
  stage: test
  external: true
  needs: [wait]
`;

const WATCHING = `
sync:
  external:
    provider: flux
    match: { kind: Kustomization, namespace: $TEAM, name: podinfo, receiver: prod }
    fail_on: never
    on_superseded: success
    heartbeat: 90 seconds
status:
  external: { match: { commit_status: deploy/$TEAM }, fail_on: 3, cancel_grace: 5s }
variables: { TEAM: team-a }
`;

let api: TestApi;
beforeAll(async () => (api = await TestApi.start()));
afterAll(() => api.stop());

const report = (id: number, input: object): Promise<Answer<CallbackResponse>> =>
  api.post<CallbackResponse>(`/projects/${id}/pipeline_callback`, { job_status: 'success', ...input });
const explain = async (id: number, jobId: number | undefined): Promise<WaitingResponse> =>
  (await api.get<WaitingResponse>(`/projects/${id}/jobs/${jobId}/waiting`)).body;

/** What the configuration will say. */
const setExternal = (jobId: number, options: object): Promise<void> =>
  changeByHand(
    api,
    `UPDATE external_jobs SET options = options || jsonb_build_object('external', $2::jsonb), match_key = $2::jsonb ->> 'matchKey'
     WHERE id = $1`,
    [jobId, JSON.stringify(options)],
  );

describe('a job that waits', () => {
  it('says by what it can be named, since when and until when it waits', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    expect(await explain(id, wait.id)).toEqual({
      job_id: wait.id,
      job_name: 'wait',
      status: 'running_externally',
      waiting: true,
      summary: `The job waits for a report that it has ended, until ${wait.deadline_at}; then its time is over and it fails.`,
      keys: [
        `job_id ${wait.id}`,
        `pipeline_id ${pipeline.id} and job_name "wait"`,
        `ref "main", sha ${pipeline.sha} and job_name "wait"`,
      ],
      since: wait.started_at,
      until: wait.deadline_at,
      deadline_at: wait.deadline_at,
      cancel_deadline_at: null,
      progress: { percent: null, description: null, target_url: null, heartbeat_at: wait.started_at, heartbeat_deadline_at: null },
      missing: [],
      parked: [],
      near_misses: [],
    });
  });

  it('says which object or commit status ends it, and shows on the job what its configuration says', async () => {
    const id = await makeProject(api, WATCHING);
    const { id: pipelineId, sha } = await makePipeline(api, id);
    const jobs = await jobsOf(api, id, pipelineId);
    const { keys: ofObject } = await explain(id, jobs['sync']?.id);
    expect(ofObject).toContain(`Kustomization "team-a/podinfo" at revision ${sha} by receiver "prod"`);
    const { keys: ofStatus } = await explain(id, jobs['status']?.id);
    expect(ofStatus).toContain(`commit status "deploy/team-a" of ${sha}`);
    const none = { match_key: null, object: null, receiver: null, commit_status: null };
    expect(jobs['sync']).toHaveProperty('external', {
      ...none,
      object: { kind: 'Kustomization', namespace: 'team-a', name: 'podinfo' },
      receiver: 'prod',
      fail_on: null,
      on_superseded: 'success',
      heartbeat_s: 90,
      cancel_grace_s: null,
    });
    expect(jobs['status']).toHaveProperty('external', {
      ...none,
      commit_status: 'deploy/team-a',
      fail_on: 3,
      on_superseded: null,
      heartbeat_s: null,
      cancel_grace_s: 5,
    });
  });

  it('shows its progress, and that silence ends it first, on the job too', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await setExternal(wait.id, { heartbeatMs: 60_000, matchKey: 'deploy' });
    const told = { percent: 40, description: '2 of 5', target_url: 'https://example.com/run/1' };
    await report(id, { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'running', ...told });
    const waiting = await explain(id, wait.id);
    expect(waiting.progress).toMatchObject(told);
    const { heartbeat_at: last, heartbeat_deadline_at: deadline } = waiting.progress ?? {};
    expect(Date.parse(deadline ?? '') - Date.parse(last ?? '')).toBe(60_000);
    expect(Date.parse(last ?? '')).toBeGreaterThan(Date.parse(wait.started_at ?? ''));
    expect([waiting.until, waiting.summary]).toEqual([deadline, expect.stringContaining('no sign of life')]);
    expect(waiting.keys).toContain('match_key "deploy"');
    const { body: job } = await api.get<ExternalJobResponse>(`/projects/${id}/jobs/${wait.id}`);
    expect(job.progress).toEqual(waiting.progress);
    await report(id, { job_id: wait.id });
    const { body: ended } = await api.get<ExternalJobResponse>(`/projects/${id}/jobs/${wait.id}`);
    expect(ended.progress).toMatchObject({ ...told, heartbeat_deadline_at: null });
  });

  it('names callbacks that were nearly it, nearest first, with what became of them', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const { body: parked } = await report(id, { ref: 'main', sha: 'f'.repeat(40), job_name: 'wait' });
    const { body: misspelt } = await report(id, { pipeline_id: pipeline.id, job_name: 'Wait' });
    await report(id, { ref: 'main', sha: 'f'.repeat(40), job_name: 'smoke' });
    await report(id, { job_id: wait.id, job_status: 'running' });
    const { near_misses: misses } = await explain(id, wait.id);
    expect(misses).toEqual([
      {
        callback_id: parked.callback_id,
        received_at: expect.any(String),
        actor: 'root',
        verdict: 'parked',
        reason: parked.reason,
        difference: `same ref and job name, other sha: ffffffff… instead of ${pipeline.sha.slice(0, 8)}…`,
      },
      expect.objectContaining({
        callback_id: misspelt.callback_id,
        verdict: 'unmatched',
        difference: 'same pipeline, job name differs only by case: "Wait" instead of "wait"',
      }),
    ]);
  });

  it('names what another pipeline has taken, what was ambiguous and what an older attempt has had, nothing that is too old', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const other = await makePipeline(api, id);
    await api.put(`/projects/${id}`, { callback_match_policy: 'reject' });
    const { body: ambiguous } = await report(id, { ref: 'main', sha: pipeline.sha, job_name: 'wait' });
    expect(ambiguous.verdict).toBe('conflict');
    await report(id, { pipeline_id: other.id, job_name: 'wait' });
    const differences = async (): Promise<readonly string[]> =>
      (await explain(id, wait.id)).near_misses.map(({ difference }) => difference);
    expect(await differences()).toEqual([
      'same ref, sha and job name, several jobs have these keys',
      `same job name, other pipeline: ${other.id} instead of ${pipeline.id}`,
    ]);
    await api.pool.query("UPDATE callbacks SET received_at = received_at - interval '25 hours' WHERE project_id = $1", [id]);
    expect(await differences()).toEqual([]);
  });

  it('names what met it with the key of another, and what came by the token of an earlier attempt', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    const { token } = (await api.post<{ token: string }>(`/projects/${id}/jobs/${wait.id}/callback_token`)).body;
    await report(id, { pipeline_id: pipeline.id, job_name: 'wait', job_status: 'failed' });
    await api.post(`/projects/${id}/jobs/${wait.id}/retry`);
    const again = (await jobsOf(api, id, pipeline.id))['wait'];
    await setExternal(again?.id ?? 0, { matchKey: 'release' });
    const { status } = await api.post(`/projects/${id}/pipeline_callback`, { job_status: 'success' }, { 'private-token': token });
    const { body: otherKey } = await report(id, { pipeline_id: pipeline.id, job_name: 'wait', match_key: 'Release' });
    expect([status, otherKey.verdict]).toEqual([409, 'unmatched']);
    expect((await explain(id, again?.id)).near_misses.map(({ verdict, difference }) => [verdict, difference])).toEqual([
      ['accepted', 'same pipeline and job name, another job has taken it'],
      ['unmatched', 'same pipeline and job name, match key differs only by case: "Release" instead of "release"'],
      ['superseded', `same pipeline and job name, other job number: ${wait.id} instead of ${again?.id}`],
    ]);
  });

  it('still names them when others have given hundreds of signs of life since', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await report(id, { pipeline_id: pipeline.id, job_name: 'Wait' });
    const other = await makePipeline(api, id);
    await Promise.all(Array.from({ length: 205 }, () => report(id, { pipeline_id: other.id, job_name: 'wait', job_status: 'running' })));
    const { near_misses: misses } = await explain(id, wait.id);
    expect(misses.map(({ difference }) => difference)).toEqual(['same pipeline, job name differs only by case: "Wait" instead of "wait"']);
  });

  it('hears nothing of calls that were refused', async () => {
    const { id, pipeline, wait } = await makeWaiting(api);
    await api.post(`/projects/${id}/pipeline_callback`, { pipeline_id: pipeline.id, job_name: 'Wait' }, { 'private-token': 'forged' });
    expect((await explain(id, wait.id)).near_misses).toEqual([]);
  });
});

describe('a job that does not wait', () => {
  it('says which jobs come first, and what is kept for it', async () => {
    const id = await makeProject(api, IN_ORDER);
    const pipeline = await makePipeline(api, id);
    const { wait, needing } = await jobsOf(api, id, pipeline.id);
    const { body: kept } = await report(id, { pipeline_id: pipeline.id, job_name: 'wait' });
    expect(kept.verdict).toBe('parked');
    expect(await explain(id, wait?.id)).toMatchObject({
      waiting: false,
      summary: 'The job does not wait yet: these jobs come first: first (pending).',
      since: null,
      until: null,
      missing: [{ name: 'first', status: 'pending' }],
      parked: [{ callback_id: kept.callback_id, expires_at: expect.any(String) }],
      near_misses: [],
    });
    expect(await explain(id, needing?.id)).toMatchObject({ missing: [{ name: 'wait', status: 'created' }], parked: [] });
  });

  it('names no more than a hundred of the jobs that come first, and counts the others', async () => {
    const many = Array.from({ length: 103 }, (_, index) => `build-${index}: { stage: build, script: x }`).join('\n');
    const id = await makeProject(api, `${many}\nwait: { stage: test, external: true }`);
    const { id: pipelineId } = await makePipeline(api, id);
    const { rows } = await api.pool.query<{ id: number }>('SELECT id FROM external_jobs WHERE pipeline_id = $1', [pipelineId]);
    const { missing, summary } = await explain(id, rows[0]?.id);
    expect([missing.length, missing[0], missing[99]]).toEqual([100, { name: 'build-0', status: 'pending' }, { name: 'build-99', status: 'pending' }]);
    expect(summary).toMatch(/: build-0 \(pending\), .*, build-99 \(pending\) and 3 more\.$/);
  });

  it('says how it has ended', async () => {
    const ended = await makeWaiting(api);
    await report(ended.id, { job_id: ended.wait.id, job_status: 'failed' });
    const { waiting, summary, near_misses: misses } = await explain(ended.id, ended.wait.id);
    expect([waiting, misses]).toEqual([false, []]);
    expect(summary).toMatch(/^The job waits no more: it is failed since \S+Z, by callback of root \(api_failure\)\.$/);
  });

  it('says that a runner does it', async () => {
    const id = await makeProject(api, IN_ORDER);
    const { first } = await jobsOf(api, id, (await makePipeline(api, id)).id);
    expect(await explain(id, first?.id)).toMatchObject({
      waiting: false,
      summary: 'The job waits for nothing outside: it is a build, and is pending.',
      keys: [],
      progress: null,
    });
  });

  it('is not found in another project', async () => {
    const { wait } = await makeWaiting(api);
    const answer = await api.get(`/projects/${await makeProject(api)}/jobs/${wait.id}/waiting`);
    expect([answer.status, answer.body]).toEqual([404, { message: '404 Not found' }]);
  });
});

/** Last: the clock of the database stands still from here on. */
it('a job that has run out of time says so', async () => {
  const { id, wait } = await makeWaiting(api);
  await new SimulationClock(api.pool).step(3_600_000);
  await report(id, { job_id: wait.id });
  expect((await explain(id, wait.id)).summary).toBe(
    `The job waits no more: it is failed since ${wait.deadline_at}, by deadline (job_execution_timeout).`,
  );
});

it('a job that is being canceled waits for no outcome and no sign of life any more', async () => {
  const { id, wait } = await makeWaiting(api, 'wait: { external: { heartbeat: 90 seconds } }\n');
  const shown = async (): Promise<ExternalJobResponse> => (await api.get<ExternalJobResponse>(`/projects/${id}/jobs/${wait.id}`)).body;
  expect(await shown()).toMatchObject({ waiting_for: { provider: 'pipeline_callback' }, progress: { heartbeat_deadline_at: expect.any(String) } });
  await api.post(`/projects/${id}/external_hooks`, { url: 'https://hooks.example.com/1', events: ['cancel'] });
  await api.post(`/projects/${id}/jobs/${wait.id}/cancel`);
  expect(await shown()).toMatchObject({ status: 'canceling', waiting_for: null, progress: { heartbeat_at: expect.any(String), heartbeat_deadline_at: null } });
  expect(await explain(id, wait.id)).toMatchObject({ status: 'canceling', progress: { heartbeat_deadline_at: null } });
});

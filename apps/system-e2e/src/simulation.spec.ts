/**
 * The simulation as a test suite would use it: a month passes by stepping the clock, builds run by themselves, any
 * event can be fired, and without SIMULATION none of this is there.
 */
import { freePort } from '@holdpoint/evaluation-process';
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { Api, eventually } from './lib/api';
import { HoldpointProcess } from './lib/holdpoint-process';
import { createTestDatabase, type TestDatabase } from './lib/test-database';

const MONTH_MS = 30 * 24 * 3_600_000;

describe('with SIMULATION=1', () => {
  let database: TestDatabase;
  let holdpoint: HoldpointProcess;
  let api: Api;
  beforeAll(async () => {
    database = await createTestDatabase('simulation');
    holdpoint = await HoldpointProcess.start(await freePort(), database.url, { SIMULATION: '1' });
    api = new Api(holdpoint.url);
  });
  afterAll(async () => {
    await holdpoint.stop();
    await database.drop();
  });

  const statuses = async (projectId: number, pipelineId: number): Promise<Record<string, string>> => {
    const jobs = await api.jobs(projectId, pipelineId);
    return Object.fromEntries(jobs.map(({ name, status }) => [name, status]));
  };

  it('runs builds by itself and knows a script that fails', async () => {
    const projectId = await api.createProject('runner', 'good: { script: [echo hi, "true"] }\nbad: { script: exit 3 }');
    const { id } = await api.createPipeline(projectId);
    const found = await eventually(async () => {
      const now = await statuses(projectId, id);
      return now['bad'] === 'failed' && now['good'] === 'success' ? now : undefined;
    });
    expect(found).toEqual({ good: 'success', bad: 'failed' });
  });

  it('fires events, and refuses those that the state machine does not have with a 400, as GitLab does', async () => {
    const projectId = await api.createProject('events', 'wait: { external: true }\nafter: { stage: deploy, script: sleep 9999 }');
    const { id } = await api.createPipeline(projectId);
    const path = `/projects/${projectId}/pipelines/${id}/fire_event`;
    expect((await api.call('POST', path, { event: 'run', jobs: ['wait'] })).status).toBe(400);
    expect((await api.call('POST', path, { event: 'success', jobs: ['nobody'] })).status).toBe(404);
    expect((await api.call('POST', path, { event: 'success', jobs: ['wait'] })).status).toBe(201);
    expect(await statuses(projectId, id)).toMatchObject({ wait: 'success' });
  });

  it('lets a month pass in a step: the job fails at its deadline and the pipeline goes on', async () => {
    const projectId = await api.createProject(
      'month',
      'wait: { external: true, timeout: 30 days }\nalarm: { stage: deploy, when: on_failure, script: "true" }',
    );
    const { id } = await api.createPipeline(projectId);
    const [wait] = (await api.jobs(projectId, id)).filter(({ name }) => name === 'wait');
    await api.expect('POST', '/simulation/clock/step', { ms: MONTH_MS - 60_000 });
    expect(await statuses(projectId, id)).toMatchObject({ wait: 'running_externally', alarm: 'created' });
    await api.expect('POST', '/simulation/clock/step', { ms: 60_000 });
    expect(await statuses(projectId, id)).toMatchObject({ wait: 'failed' });
    const failed = await api.expect<JobResponse>('GET', `/projects/${projectId}/jobs/${wait?.id}`);
    expect(failed).toMatchObject({ failure_reason: 'job_execution_timeout', finished_at: failed.deadline_at });
    await eventually(async () => ((await statuses(projectId, id))['alarm'] === 'success' ? true : undefined));
  });

  it('comes to the same in one big step as in small ones', async () => {
    const projectId = await api.createProject(
      'steps',
      [
        'stages: [one, two, three]',
        'first: { stage: one, external: true, timeout: 1 hour, allow_failure: true }',
        'second: { stage: two, external: true, timeout: 1 hour, allow_failure: true }',
        'slow: { stage: three, script: sleep 60 }',
      ].join('\n'),
    );
    const { id } = await api.createPipeline(projectId);
    await api.expect('POST', '/simulation/clock/step', { ms: 24 * 3_600_000 });
    const jobs = Object.fromEntries((await api.jobs(projectId, id)).map((job) => [job.name, job]));
    expect(await statuses(projectId, id)).toEqual({ first: 'failed', second: 'failed', slow: 'success' });
    expect(jobs['second']?.started_at).toBe(jobs['first']?.deadline_at);
    expect(jobs['slow']).toMatchObject({ started_at: jobs['second']?.deadline_at, duration: 60 });
  });

  it('refuses to turn the clock back', async () => {
    expect((await api.call('POST', '/simulation/clock/step', { ms: -1 })).status).toBe(400);
  });

  it('marks its database, on which a normal start is refused', async () => {
    await expect(HoldpointProcess.start(await freePort(), database.url)).rejects.toThrow(/simulat/i);
  });

  it('does not start in production or on another address than loopback', async () => {
    for (const env of [{ NODE_ENV: 'production' }, { HOST: '0.0.0.0' }]) {
      const refused = HoldpointProcess.start(await freePort(), database.url, { SIMULATION: '1', ...env });
      await expect(refused).rejects.toThrow(/SIMULATION/);
    }
  });
});

describe('without SIMULATION', () => {
  it('none of its routes is there', async () => {
    const database = await createTestDatabase('no_simulation');
    const holdpoint = await HoldpointProcess.start(await freePort(), database.url);
    const api = new Api(holdpoint.url);
    const projectId = await api.createProject('plain', 'wait: { external: true }');
    const { id } = await api.createPipeline(projectId);
    const answers = [
      await api.call('POST', '/simulation/clock/step', { ms: 1 }),
      await api.call('GET', '/simulation/clock'),
      await api.call('POST', `/projects/${projectId}/pipelines/${id}/fire_event`, { event: 'success', jobs: ['wait'] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    await holdpoint.stop();
    await database.drop();
  });
});

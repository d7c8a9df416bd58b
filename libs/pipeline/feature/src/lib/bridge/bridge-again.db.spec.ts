/**
 * What becomes of both sides of a bridge when something is started or canceled once more, and by whom: nobody reaches by a
 * bridge what they could not reach by hand, and no bridge waits for a pipeline that is over.
 */
import type { BridgeResponse, JobResponse, PipelineResponse } from '@holdpoint/pipeline-contract';
import { ACCESS_LEVELS } from '@holdpoint/pipeline-domain';
import { as, makeMember } from '../test-access.fixture';
import { BridgedProjects, CHILD } from './bridged-projects.fixture';

let bridged: BridgedProjects;
beforeAll(async () => (bridged = await BridgedProjects.start()));
afterAll(() => bridged.api.stop());

const post = async (id: number, what: string, token?: string): Promise<number> => {
  const { status } = await bridged.api.post(`/projects/${id}/${what}`, {}, token === undefined ? {} : as(token));
  await bridged.settle();
  return status;
};
const report = async (id: number, pipelineId: number, name: string, outcome: string): Promise<void> => {
  await bridged.api.post(`/projects/${id}/pipeline_callback`, { pipeline_id: pipelineId, job_name: name, job_status: outcome });
  await bridged.settle();
};
const statusOf = async (id: number, pipelineId: number): Promise<string> => (await bridged.show(id, pipelineId)).status;

describe('a bridge that starts again though its pipeline is over', () => {
  it('takes that over at once', async () => {
    const config = `
stages: [a, b, c]
first: { stage: a, external: true }
bridge: { stage: b, trigger: { include: child.yml, strategy: mirror } }
last: { stage: c, external: true }
`;
    const { id } = await bridged.project({ '.gitlab-ci.yml': config, 'child.yml': 'never: { script: x, when: on_failure }' });
    const { id: pipelineId } = await bridged.pipeline(id);
    await report(id, pipelineId, 'first', 'success');
    await report(id, pipelineId, 'last', 'failed');
    expect((await bridged.bridge(id, pipelineId)).status).toBe('skipped');
    expect(await post(id, `pipelines/${pipelineId}/retry`)).toBe(201);
    expect((await bridged.bridge(id, pipelineId)).status).toBe('skipped');
    await report(id, pipelineId, 'last', 'success');
    expect(await statusOf(id, pipelineId)).toBe('success');
  });

  it('shows that it is manual again when it is played a second time', async () => {
    const config = 'go: { when: manual, allow_failure: false, trigger: { include: child.yml, strategy: mirror } }';
    const { id } = await bridged.project({ '.gitlab-ci.yml': config, 'child.yml': 'hand: { script: x, when: manual, allow_failure: false }' });
    const { id: pipelineId } = await bridged.pipeline(id);
    const { id: bridgeId } = await bridged.bridge(id, pipelineId);
    for (let plays = 0; plays < 2; plays += 1) {
      expect(await post(id, `jobs/${bridgeId}/play`)).toBe(200);
      expect((await bridged.bridge(id, pipelineId)).status).toBe('manual');
    }
  });
});

it('a cancel reaches a grandchild through a child that has nothing to cancel', async () => {
  const { id } = await bridged.project({
    '.gitlab-ci.yml': 'own: { external: true }\nbr: { trigger: { include: c.yml } }',
    'c.yml': 'g: { trigger: { include: g.yml } }',
    'g.yml': 'wait: { external: true }',
  });
  const { id: pipelineId } = await bridged.pipeline(id);
  const child = await bridged.downstream(id, pipelineId);
  const grandchild = await bridged.downstream(id, child.id);
  expect([await statusOf(id, child.id), await statusOf(id, grandchild.id)]).toEqual(['success', 'running']);
  await post(id, `pipelines/${pipelineId}/cancel`);
  expect(await statusOf(id, grandchild.id)).toBe('canceled');
});

it('a bridge that waits again goes on from when it first started', async () => {
  const config = 'br: { trigger: { include: child.yml, strategy: depend } }';
  const { id } = await bridged.project({ '.gitlab-ci.yml': config, 'child.yml': CHILD });
  const { id: pipelineId } = await bridged.pipeline(id);
  const { started_at: started, queued_duration: queued } = await bridged.bridge(id, pipelineId);
  const child = await bridged.downstream(id, pipelineId);
  await bridged.settle(60_000);
  await bridged.report(id, child.id, 'failed');
  await post(id, `jobs/${(await bridged.job(id, child.id, 'wait')).id}/retry`);
  const times = { started_at: started, queued_duration: queued };
  expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'pending', ...times, finished_at: null });
  await bridged.settle(60_000);
  await bridged.report(id, child.id, 'success');
  const ended = await bridged.bridge(id, pipelineId);
  expect(ended).toMatchObject({ status: 'success', ...times, duration: expect.any(Number) });
  expect([typeof started, (ended.duration ?? 0) >= 120]).toEqual(['string', true]);
});

describe('who starts a bridge by hand', () => {
  it('triggers in their own name, and only what they may', async () => {
    const secret = await bridged.project({ '.gitlab-ci.yml': 'wait: { external: true }' });
    const { id } = await bridged.project({ '.gitlab-ci.yml': `go: { when: manual, trigger: { project: ${secret.path}, strategy: depend } }` });
    const developer = await makeMember(bridged.api, id, ACCESS_LEVELS.developer);
    const { id: pipelineId } = await bridged.pipeline(id);
    const { id: bridgeId } = await bridged.bridge(id, pipelineId);
    expect(await post(id, `jobs/${bridgeId}/play`, developer)).toBe(200);
    const played = await bridged.bridge(id, pipelineId);
    expect(played).toMatchObject({ status: 'failed', failure_reason: 'downstream_bridge_project_not_found', downstream_pipeline: null });
    const me = (await bridged.api.get<{ username: string }>('/user', as(developer))).body;
    expect((await bridged.api.get<JobResponse>(`/projects/${id}/jobs/${bridgeId}`)).body.user?.username).toBe(me.username);
    expect(await post(id, `jobs/${bridgeId}/retry`)).toBe(201);
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'running', user: { username: 'root' } });
  });
});

describe('who starts a bridge that has to wait', () => {
  const secretive = async (config: (secretPath: string) => string, more: Record<string, string> = {}): Promise<{ id: number; pipelineId: number; token: string; user: string }> => {
    const secret = await bridged.project({ '.gitlab-ci.yml': 'wait: { external: true }' });
    const { id } = await bridged.project({ '.gitlab-ci.yml': config(secret.path), ...more });
    const token = await makeMember(bridged.api, id, ACCESS_LEVELS.developer);
    const { username: user } = (await bridged.api.get<{ username: string }>('/user', as(token))).body;
    return { id, pipelineId: (await bridged.pipeline(id)).id, token, user };
  };
  const refused = { status: 'failed', failure_reason: 'downstream_bridge_project_not_found' };
  const bridgeNamed = async (id: number, pipelineId: number, name: string): Promise<BridgeResponse | undefined> =>
    (await bridged.api.get<BridgeResponse[]>(`/projects/${id}/pipelines/${pipelineId}/bridges`)).body.find((bridge) => bridge.name === name);

  it('is remembered by it: a retry is made in their name when it comes to it', async () => {
    const { id, pipelineId, token, user } = await secretive((path) => `stages: [a, b]\nx: { stage: a, external: true }\nbr: { stage: b, trigger: { project: ${path} } }`);
    await report(id, pipelineId, 'x', 'success');
    for (const { id: jobId } of [await bridged.job(id, pipelineId, 'x'), await bridged.bridge(id, pipelineId)]) await post(id, `jobs/${jobId}/retry`, token);
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'created', user: { username: user } });
    await report(id, pipelineId, 'x', 'success');
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ ...refused, user: { username: user } });
  });

  it('is remembered by it: what is revived across a bridge is theirs too', async () => {
    const { id, pipelineId, token, user } = await secretive(
      (path) => `stages: [a, b]\nbr: { stage: a, trigger: { include: c.yml, strategy: depend } }\nmp: { stage: b, trigger: { project: ${path} } }`,
      { 'c.yml': 'c1: { external: true }' },
    );
    const child = (await bridgeNamed(id, pipelineId, 'br'))?.downstream_pipeline?.id ?? 0;
    await report(id, child, 'c1', 'failed');
    await post(id, `jobs/${(await bridged.job(id, child, 'c1')).id}/retry`, token);
    await report(id, child, 'c1', 'success');
    expect(await bridgeNamed(id, pipelineId, 'mp')).toMatchObject({ ...refused, user: { username: user } });
  });
});

it('a bridge that was canceled waits again when somebody starts what was left of its pipeline', async () => {
  const { id } = await bridged.project({
    '.gitlab-ci.yml': 'br: { trigger: { include: c.yml, strategy: depend } }',
    'c.yml': 'a: { external: true }\nm: { external: true, needs: [h] }\nh: { script: x, when: manual, allow_failure: false }',
  });
  const { id: pipelineId } = await bridged.pipeline(id);
  const child = await bridged.downstream(id, pipelineId);
  await post(id, `pipelines/${pipelineId}/cancel`);
  expect([await statusOf(id, pipelineId), await statusOf(id, child.id)]).toEqual(['canceled', 'manual']);
  await post(id, `jobs/${(await bridged.job(id, child.id, 'a')).id}/retry`);
  expect((await bridged.bridge(id, pipelineId)).status).toBe('pending');
});

describe('who retries a pipeline that a bridge has triggered', () => {
  const scene = async (mayRunUpstream: boolean): Promise<{ id: number; pipelineId: number; otherId: number; downstream: Pick<PipelineResponse, 'id'>; token: string }> => {
    const other = await bridged.project({ '.gitlab-ci.yml': 'wait: { external: true }' });
    const config = `stages: [a, b]\ngo: { stage: a, trigger: { project: ${other.path}, strategy: depend } }\ndeploy: { stage: b, script: x }`;
    const { id } = await bridged.project({ '.gitlab-ci.yml': config });
    const token = await makeMember(bridged.api, other.id, ACCESS_LEVELS.developer);
    const me = (await bridged.api.get<{ id: number }>('/user', as(token))).body;
    if (mayRunUpstream) await bridged.api.post(`/projects/${id}/members`, { user_id: me.id, access_level: ACCESS_LEVELS.developer });
    const { id: pipelineId } = await bridged.pipeline(id);
    const downstream = await bridged.downstream(id, pipelineId);
    await report(other.id, downstream.id, 'wait', 'failed');
    expect((await bridged.job(id, pipelineId, 'deploy')).status).toBe('skipped');
    return { id, pipelineId, otherId: other.id, downstream, token };
  };

  it.each([
    [true, 'pending', 'created', 'pending'],
    [false, 'failed', 'skipped', 'skipped'],
  ])('revives what was skipped behind it only where they may run it (%s)', async (mayRunUpstream, bridge, before, after) => {
    const { id, pipelineId, otherId, downstream, token } = await scene(mayRunUpstream);
    expect(await post(otherId, `pipelines/${downstream.id}/retry`, token)).toBe(201);
    expect([(await bridged.bridge(id, pipelineId)).status, (await bridged.job(id, pipelineId, 'deploy')).status]).toEqual([bridge, before]);
    await report(otherId, downstream.id, 'wait', 'success');
    expect([(await bridged.bridge(id, pipelineId)).status, (await bridged.job(id, pipelineId, 'deploy')).status]).toEqual(['success', after]);
  });
});

it('a bridge that was canceled is not reopened by a timer downstream', async () => {
  const other = await bridged.project({
    '.gitlab-ci.yml': 'e: { stage: build, external: true }\nm: { script: x, when: manual, allow_failure: false }\ndl: { script: x, when: delayed, start_in: 10 minutes }',
  });
  const { id } = await bridged.project({ '.gitlab-ci.yml': `br: { trigger: { project: ${other.path}, strategy: mirror } }` });
  const { id: pipelineId } = await bridged.pipeline(id);
  const downstream = await bridged.downstream(id, pipelineId);
  await post(id, `pipelines/${pipelineId}/cancel`);
  await report(other.id, downstream.id, 'e', 'success');
  expect(await statusOf(other.id, downstream.id)).toBe('manual');
  await bridged.settle(600_000);
  expect([await statusOf(other.id, downstream.id), await statusOf(id, pipelineId)]).toEqual(['running', 'canceled']);
});

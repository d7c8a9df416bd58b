/** Bridges over HTTP and PostgreSQL to pipelines of other projects: what is handed on, mirrored, and who may. */
import type { BridgeResponse, PipelineResponse, PipelineSummaryResponse } from '@holdpoint/pipeline-contract';
import { ACCESS_LEVELS, type AccessLevel } from '@holdpoint/pipeline-domain';
import { as, makeMember, makeToken, makeUser } from '../test-access.fixture';
import { jobsOf } from '../test-project.fixture';
import { BridgedProjects, CHILD } from './bridged-projects.fixture';


let bridged: BridgedProjects;
beforeAll(async () => (bridged = await BridgedProjects.start()));
afterAll(() => bridged.api.stop());

describe('a pipeline of another project', () => {
  it('is told who triggered it, and reads values as they were meant', async () => {
    const job = (comparison: string): string => `{ script: x, rules: [{ if: '$RAW ${comparison} "true"' }] }`;
    const other = await bridged.project({ '.gitlab-ci.yml': `raw: ${job('!=')}\nexpanded: ${job('==')}` });
    const variables = '{ UPSTREAM: $CI_PIPELINE_ID/$CI_PIPELINE_IID/$CI_JOB_ID, RAW: { value: $CI, expand: false } }';
    const { id } = await bridged.project({ '.gitlab-ci.yml': `go: { variables: ${variables}, trigger: ${other.path} }` });
    const { id: pipelineId, iid } = await bridged.pipeline(id);
    const [bridge, downstream] = [await bridged.bridge(id, pipelineId), await bridged.downstream(id, pipelineId)];
    const { body } = await bridged.api.get(`/projects/${other.id}/pipelines/${downstream.id}/variables`);
    expect(body).toMatchObject([{ key: 'UPSTREAM', value: `${pipelineId}/${iid}/${bridge.id}` }, { key: 'RAW', value: '$CI' }]);
    expect(Object.keys(await jobsOf(bridged.api, other.id, downstream.id))).toEqual(['raw']);
  });

  it('runs for a branch, with the variables that are handed on, and is mirrored', async () => {
    const other = await bridged.project({ '.gitlab-ci.yml': CHILD });
    const { id } = await bridged.project({
      '.gitlab-ci.yml': `go: { variables: { TARGET: staging }, trigger: { project: ${other.path}, strategy: mirror } }`,
    });
    const { id: pipelineId } = await bridged.pipeline(id);
    const downstream = await bridged.downstream(id, pipelineId);
    expect(downstream).toMatchObject({ project_id: other.id, source: 'pipeline', ref: 'main' });
    expect(downstream.web_url).toContain(`/${other.path}/-/pipelines/`);
    const { body } = await bridged.api.get(`/projects/${other.id}/pipelines/${downstream.id}/variables`);
    expect(body).toContainEqual(expect.objectContaining({ key: 'TARGET', value: 'staging' }));
    await bridged.report(other.id, downstream.id, 'failed');
    expect(await bridged.status(id, pipelineId)).toBe('failed');
  });

  it.each([
    ['nobody/nothing', 'downstream_bridge_project_not_found'],
    ['itself', 'invalid_bridge_trigger'],
    ['itself in capitals', 'invalid_bridge_trigger'],
    ['without a branch', 'downstream_pipeline_creation_failed'],
  ])('that is %s fails the bridge: %s', async (which, reason) => {
    const other = await bridged.project({ '.gitlab-ci.yml': CHILD });
    const self = await bridged.project({ 'README.md': '' });
    const paths = { itself: self.path, 'itself in capitals': self.path.toUpperCase(), 'without a branch': other.path };
    const project = paths[which as keyof typeof paths] ?? which;
    const config = `go: { trigger: { project: ${project}, branch: ${which === 'without a branch' ? 'nowhere' : 'main'} } }`;
    await bridged.commit(self.id, { '.gitlab-ci.yml': config }, 'create');
    const { id: pipelineId } = await bridged.pipeline(self.id);
    expect(await bridged.bridge(self.id, pipelineId)).toMatchObject({ status: 'failed', failure_reason: reason });
  });

  it('is found by its path in whatever case', async () => {
    const other = await bridged.project({ '.gitlab-ci.yml': CHILD });
    const { id } = await bridged.project({ '.gitlab-ci.yml': `go: { trigger: ${other.path.toUpperCase()} }` });
    const { id: pipelineId } = await bridged.pipeline(id);
    expect(await bridged.downstream(id, pipelineId)).toMatchObject({ project_id: other.id });
  });

  it('that triggers the first one again is stopped after two times round', async () => {
    const one = await bridged.project({ 'README.md': '' });
    const two = await bridged.project({ '.gitlab-ci.yml': `go: { trigger: { project: ${one.path}, strategy: depend } }` });
    await bridged.commit(one.id, { '.gitlab-ci.yml': `go: { trigger: { project: ${two.path}, strategy: depend } }` }, 'create');
    const { id: pipelineId } = await bridged.pipeline(one.id);
    expect(await bridged.status(one.id, pipelineId)).toBe('failed');
    const { rows } = await bridged.api.pool.query<{ failure_reason: string }>(
      `SELECT DISTINCT failure_reason FROM builds WHERE pipeline_id IN (SELECT id FROM pipelines WHERE project_id = ANY($1))`,
      [[one.id, two.id]],
    );
    expect(rows.map(({ failure_reason: reason }) => reason).sort()).toEqual(['pipeline_loop_detected', 'unknown_failure']);
  });
});

describe('a user who triggers a pipeline of another project', () => {
  /** A pipeline of a developer of the first project, who is a member of the other at some level. */
  const triggeredBy = async (level: AccessLevel | null): Promise<{ id: number; otherId: number; pipelineId: number; token: string }> => {
    const other = await bridged.project({ '.gitlab-ci.yml': CHILD });
    const { id } = await bridged.project({ '.gitlab-ci.yml': `go: { trigger: { project: ${other.path}, strategy: depend } }` });
    const user = await makeUser(bridged.api);
    const token = await makeToken(bridged.api, user.id);
    await bridged.api.post(`/projects/${id}/members`, { user_id: user.id, access_level: ACCESS_LEVELS.developer });
    if (level !== null) await bridged.api.post(`/projects/${other.id}/members`, { user_id: user.id, access_level: level });
    const { body } = await bridged.api.post<PipelineSummaryResponse>(`/projects/${id}/pipeline`, { ref: 'main' }, as(token));
    await bridged.settle();
    return { id, otherId: other.id, pipelineId: body.id, token };
  };

  it.each([
    [null, 'downstream_bridge_project_not_found'],
    [ACCESS_LEVELS.reporter, 'insufficient_bridge_permissions'],
    [ACCESS_LEVELS.developer, undefined],
  ] as const)('must be allowed to, at level %s: %s', async (level, reason) => {
    const { id, pipelineId } = await triggeredBy(level);
    expect((await bridged.bridge(id, pipelineId)).failure_reason).toBe(reason);
  });

  it.each([
    ['another project', null, 'insufficient_bridge_permissions'],
    ['another project', ACCESS_LEVELS.reporter, 'insufficient_bridge_permissions'],
    ['a child', ACCESS_LEVELS.reporter, 'insufficient_bridge_permissions'],
    ['a child', null, 'downstream_bridge_project_not_found'],
  ] as const)('has the rights that they have then, of %s, now at level %s in their own project: %s', async (which, left, reason) => {
    const other = await bridged.project({ '.gitlab-ci.yml': CHILD });
    const trigger = which === 'a child' ? 'include: child.yml' : `project: ${other.path}`;
    const { id } = await bridged.project({ '.gitlab-ci.yml': `wait: { external: true, stage: build }\ngo: { trigger: { ${trigger} } }`, 'child.yml': CHILD });
    const user = await makeUser(bridged.api);
    for (const project of [id, other.id]) await bridged.api.post(`/projects/${project}/members`, { user_id: user.id, access_level: ACCESS_LEVELS.developer });
    const { body } = await bridged.api.post<PipelineSummaryResponse>(`/projects/${id}/pipeline`, { ref: 'main' }, as(await makeToken(bridged.api, user.id)));
    if (left === null) await bridged.api.send('DELETE', `/projects/${id}/members/${user.id}`);
    else await bridged.api.put(`/projects/${id}/members/${user.id}`, { access_level: left });
    await bridged.report(id, body.id, 'success');
    expect(await bridged.bridge(id, body.id)).toMatchObject({ status: 'failed', failure_reason: reason });
  });

  it('sees what they may read of it, and a stranger to that project sees nothing', async () => {
    const { id, otherId, pipelineId, token } = await triggeredBy(ACCESS_LEVELS.developer);
    const bridgeAs = async (by: string) =>
      (await bridged.api.get<BridgeResponse[]>(`/projects/${id}/pipelines/${pipelineId}/bridges`, as(by))).body[0];
    const seen = (await bridgeAs(token))?.downstream_pipeline;
    expect(seen).toMatchObject({ project_id: otherId });
    const stranger = await makeMember(bridged.api, id, ACCESS_LEVELS.developer);
    expect((await bridgeAs(stranger))?.downstream_pipeline).toBeNull();
    const sourceAs = async (by: string) =>
      (await bridged.api.get<PipelineResponse>(`/projects/${otherId}/pipelines/${seen?.id}`, as(by))).body.source_pipeline;
    expect(await sourceAs(token)).toMatchObject({ project_id: id });
    expect(await sourceAs(await makeMember(bridged.api, otherId, ACCESS_LEVELS.developer))).toBeNull();
  });
});

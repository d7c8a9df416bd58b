/**
 * Bridges over HTTP and PostgreSQL, with the tasks that connect pipelines: children and other projects, every strategy,
 * and what an external job downstream does to the pipeline above it.
 */
import type { JobResponse, PipelineSummaryResponse } from '@holdpoint/pipeline-contract';
import { BridgedProjects, CHILD } from './bridged-projects.fixture';

const parent = (strategy?: string): string => `
trigger-it:
  stage: build
  trigger:
    include: child.yml${strategy ? `\n    strategy: ${strategy}` : ''}
after:
  script: echo
`;

let bridged: BridgedProjects;
beforeAll(async () => (bridged = await BridgedProjects.start()));
afterAll(() => bridged.api.stop());

const family = async (strategy?: string): Promise<{ id: number; pipelineId: number; childId: number }> => {
  const { id } = await bridged.project({ '.gitlab-ci.yml': parent(strategy), 'child.yml': CHILD });
  const { id: pipelineId } = await bridged.pipeline(id);
  return { id, pipelineId, childId: (await bridged.downstream(id, pipelineId)).id };
};
/** The statuses of the bridge, of the job after it and of their pipeline. */
const above = async (id: number, pipelineId: number): Promise<readonly string[]> => [
  (await bridged.bridge(id, pipelineId)).status,
  (await bridged.job(id, pipelineId, 'after')).status,
  await bridged.status(id, pipelineId),
];

describe('a child pipeline', () => {
  it('is made from a file of the same commit, and both sides show the other', async () => {
    const { id, pipelineId, childId } = await family('depend');
    const parentPipeline = await bridged.show(id, pipelineId);
    const bridge = await bridged.bridge(id, pipelineId);
    const child = await bridged.show(id, childId);
    expect(child).toMatchObject({ source: 'parent_pipeline', sha: parentPipeline.sha, ref: 'main', status: 'running' });
    expect(child.source_pipeline).toEqual({ project_id: id, pipeline_id: pipelineId, job_id: bridge.id });
    expect(parentPipeline.source_pipeline).toBeNull();
    expect(bridge).toMatchObject({ status: 'running', downstream_pipeline: { id: childId, project_id: id } });
    const job = await bridged.api.get(`/projects/${id}/jobs/${bridge.id}`);
    expect(job.body).toMatchObject({ kind: 'bridge', downstream_pipeline: { id: childId } });
  });

  it('is made from a file that is named by what is known only when the bridge triggers', async () => {
    const { id } = await bridged.project({ '.gitlab-ci.yml': 'go: { trigger: { include: "child-$CI_PIPELINE_IID.yml" } }', 'child-1.yml': CHILD });
    const { id: pipelineId, iid } = await bridged.pipeline(id);
    expect([iid, (await bridged.bridge(id, pipelineId)).status]).toEqual([1, 'success']);
    expect(await bridged.downstream(id, pipelineId)).toMatchObject({ source: 'parent_pipeline', status: 'running' });
  });

  it('has rules that look at the files of that commit', async () => {
    const child = 'wait: { external: true, rules: [{ exists: ["child.*"] }] }\nnever: { external: true, rules: [{ exists: [none] }] }';
    const { id } = await bridged.project({ '.gitlab-ci.yml': parent(), 'child.yml': child });
    const { id: childId } = await bridged.downstream(id, (await bridged.pipeline(id)).id);
    expect((await bridged.api.get<JobResponse[]>(`/projects/${id}/pipelines/${childId}/external_jobs`)).body).toMatchObject([{ name: 'wait' }]);
  });

  it('is not listed with the pipelines of its project unless it is asked for', async () => {
    const { id, pipelineId, childId } = await family();
    const list = async (query: string): Promise<readonly number[]> =>
      (await bridged.api.get<PipelineSummaryResponse[]>(`/projects/${id}/pipelines?${query}`)).body.map((pipeline) => pipeline.id);
    expect(await list('')).toEqual([pipelineId]);
    expect(await list('scope=branches')).toEqual([pipelineId]);
    expect(await list('source=parent_pipeline')).toEqual([childId]);
    expect((await bridged.api.get(`/projects/${id}/pipelines/latest`)).body).toMatchObject({ id: pipelineId });
  });

  it('without a strategy is not waited for', async () => {
    const { id, pipelineId, childId } = await family();
    expect(await above(id, pipelineId)).toEqual(['success', 'pending', 'running']);
    await bridged.report(id, childId, 'failed');
    expect(await above(id, pipelineId)).toEqual(['success', 'pending', 'running']);
  });

  it('of a file that is not there fails its bridge, which can be retried', async () => {
    const { id } = await bridged.project({ '.gitlab-ci.yml': parent('depend') });
    const { id: pipelineId } = await bridged.pipeline(id);
    const bridge = await bridged.bridge(id, pipelineId);
    expect(bridge).toMatchObject({ status: 'failed', failure_reason: 'downstream_pipeline_creation_failed', downstream_pipeline: null });
    expect(bridge.downstream_errors).toEqual([expect.stringContaining('child.yml')]);
    expect(await bridged.ask(id, `jobs/${bridge.id}/retry`)).toBe(201);
  });

  it('may have children and grandchildren, but no more', async () => {
    const again = 'again: { trigger: { include: child.yml, strategy: depend } }';
    const { id } = await bridged.project({ '.gitlab-ci.yml': again, 'child.yml': again });
    const root = await bridged.pipeline(id);
    const child = await bridged.downstream(id, root.id);
    const grandchild = await bridged.downstream(id, child.id);
    const last = await bridged.bridge(id, grandchild.id);
    expect(last).toMatchObject({ status: 'failed', failure_reason: 'reached_max_descendant_pipelines_depth' });
    expect((await bridged.show(id, root.id)).status).toBe('failed');
    expect(await bridged.ask(id, `jobs/${last.id}/retry`)).toBe(403);
  });
});

describe('an external job in a child pipeline', () => {
  const ends = [
    ['succeeds', 'success', ['success', 'pending', 'running'], (id: number, child: number) => bridged.report(id, child, 'success')],
    ['fails', 'failed', ['failed', 'skipped', 'failed'], (id: number, child: number) => bridged.report(id, child, 'failed')],
    ['times out', 'failed', ['failed', 'skipped', 'failed'], () => bridged.settle(3_600_000)],
    ['is canceled', 'canceled', ['canceled', 'skipped', 'canceled'], (id: number, child: number) => bridged.ask(id, `pipelines/${child}/cancel`)],
  ] as const;
  const cases = (['depend', 'mirror'] as const).flatMap((strategy) => ends.map((end) => [strategy, ...end] as const));

  it.each(cases)('is mirrored up by %s when it %s', async (strategy, _how, childEnds, expected, act) => {
    const { id, pipelineId, childId } = await family(strategy);
    expect(await above(id, pipelineId)).toEqual(['running', 'created', 'running']);
    await act(id, childId);
    expect([await bridged.status(id, childId), ...(await above(id, pipelineId))]).toEqual([childEnds, ...expected]);
  });

  it.each([
    ['depend', 'running', 'failed'],
    ['mirror', 'manual', 'skipped'],
  ] as const)('with %s blocks and skips as GitLab has it: %s, %s', async (strategy, blocked, skipped) => {
    const manual = 'hand: { script: echo, when: manual, allow_failure: false }';
    const ignored = 'never: { script: echo, when: on_failure }';
    const bridgeOver = async (child: string): Promise<string> => {
      const { id } = await bridged.project({ '.gitlab-ci.yml': parent(strategy), 'child.yml': child });
      const { id: pipelineId } = await bridged.pipeline(id);
      return (await bridged.bridge(id, pipelineId)).status;
    };
    expect([await bridgeOver(manual), await bridgeOver(ignored)]).toEqual([blocked, skipped]);
  });

  it('that is retried after its failure has the bridge wait again, and revives what was skipped behind it', async () => {
    const { id, pipelineId, childId } = await family('depend');
    await bridged.report(id, childId, 'failed');
    await bridged.ask(id, `jobs/${(await bridged.job(id, childId, 'wait')).id}/retry`);
    expect(await above(id, pipelineId)).toEqual(['pending', 'created', 'running']);
    await bridged.report(id, childId, 'success');
    expect(await above(id, pipelineId)).toEqual(['success', 'pending', 'running']);
    expect((await bridged.downstream(id, pipelineId)).id).toBe(childId);
  });

  it('is not waited for by a bridge that was retried: the new attempt has a pipeline of its own', async () => {
    const { id, pipelineId, childId } = await family('depend');
    await bridged.report(id, childId, 'failed');
    const old = await bridged.bridge(id, pipelineId);
    expect(await bridged.ask(id, `jobs/${old.id}/retry`)).toBe(201);
    const second = (await bridged.downstream(id, pipelineId)).id;
    expect(second).not.toBe(childId);
    await bridged.ask(id, `pipelines/${childId}/retry`);
    await bridged.report(id, childId, 'success');
    expect(await above(id, pipelineId)).toEqual(['running', 'created', 'running']);
    await bridged.report(id, second, 'success');
    expect(await above(id, pipelineId)).toEqual(['success', 'pending', 'running']);
  });
});

describe('canceling', () => {
  it.each(['depend', undefined])('a pipeline cancels its children, with strategy %s', async (strategy) => {
    const { id, pipelineId, childId } = await family(strategy);
    await bridged.ask(id, `pipelines/${pipelineId}/cancel`);
    expect([await bridged.status(id, pipelineId), await bridged.status(id, childId)]).toEqual(['canceled', 'canceled']);
    const { body } = await bridged.api.get<{ cause: unknown }[]>(`/projects/${id}/pipelines/${childId}/history`);
    expect(body.at(-1)?.cause).toEqual({ type: 'pipeline', actor: `pipeline ${pipelineId}` });
  });

  it('a bridge cancels its child', async () => {
    const { id, pipelineId, childId } = await family('depend');
    await bridged.ask(id, `jobs/${(await bridged.bridge(id, pipelineId)).id}/cancel`);
    expect(await bridged.status(id, childId)).toBe('canceled');
  });

  it('reaches grandchildren, but no pipeline of another project', async () => {
    const other = await bridged.project({ '.gitlab-ci.yml': CHILD });
    const middle = `${CHILD}\nfurther: { trigger: { project: ${other.path}, strategy: depend } }\ndown: { trigger: { include: low.yml, strategy: depend } }`;
    const { id } = await bridged.project({ '.gitlab-ci.yml': parent('depend'), 'child.yml': middle, 'low.yml': CHILD });
    const { id: pipelineId } = await bridged.pipeline(id);
    const child = await bridged.downstream(id, pipelineId);
    await bridged.ask(id, `pipelines/${pipelineId}/cancel`);
    const children = await bridged.api.get<PipelineSummaryResponse[]>(`/projects/${id}/pipelines?source=parent_pipeline`);
    expect(children.body.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    expect(children.body.map((pipeline) => pipeline.id)).toContain(child.id);
    const [foreign] = (await bridged.api.get<PipelineSummaryResponse[]>(`/projects/${other.id}/pipelines`)).body;
    expect(foreign?.status).toBe('running');
    await bridged.report(other.id, foreign?.id ?? 0, 'success');
    expect(await bridged.status(id, child.id)).toBe('canceled');
  });
});

describe('a manual bridge', () => {
  it('triggers its pipeline when it is played', async () => {
    const config = 'go: { when: manual, allow_failure: false, trigger: { include: child.yml, strategy: depend } }';
    const { id } = await bridged.project({ '.gitlab-ci.yml': config, 'child.yml': CHILD });
    const { id: pipelineId } = await bridged.pipeline(id);
    const bridge = await bridged.bridge(id, pipelineId);
    expect(bridge).toMatchObject({ status: 'manual', downstream_pipeline: null, actions: ['play'] });
    expect(await bridged.ask(id, `jobs/${bridge.id}/play`)).toBe(200);
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'running', downstream_pipeline: { status: 'running' } });
  });
});

describe('a newer commit', () => {
  const config = (mode: string, interruptible: boolean): string => `
workflow: { auto_cancel: { on_new_commit: ${mode} } }
wait: { external: true, interruptible: ${interruptible} }
build: { script: echo, stage: deploy, interruptible: true }
`;

  it.each([
    ['conservative', true, ['canceled', 'canceled']],
    ['conservative', false, ['running_externally', 'created']],
    ['interruptible', false, ['running_externally', 'canceled']],
    ['none', true, ['running_externally', 'created']],
  ])('%s, an external job at work that is interruptible (%s)', async (mode, interruptible, expected) => {
    const { id } = await bridged.project({ '.gitlab-ci.yml': config(mode, interruptible) });
    const older = await bridged.pipeline(id);
    await bridged.pipeline(id);
    await bridged.commit(id, { 'README.md': 'more' }, 'create');
    const newer = await bridged.pipeline(id);
    const statuses = await Promise.all(['wait', 'build'].map(async (name) => (await bridged.job(id, older.id, name)).status));
    expect(statuses).toEqual(expected);
    expect(await bridged.status(id, newer.id)).toBe('running');
    if (expected.includes('canceled')) {
      const { body } = await bridged.api.get<{ cause: unknown }[]>(`/projects/${id}/pipelines/${older.id}/history`);
      expect(body.map(({ cause }) => cause)).toContainEqual({ type: 'auto_cancel', actor: `pipeline ${newer.id}` });
    }
  });
});

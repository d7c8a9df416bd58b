/** Tasks that connect pipelines when they cannot be done, or are done again: no bridge waits for ever, nothing is made twice. */
import { ConfigReader, ConfigReaderUnavailable, CreatePipeline } from '@holdpoint/pipeline-application';
import { TaskHandlers } from '../tasks/task-handlers';
import { changeByHand } from '../test-project.fixture';
import { BridgedProjects, CHILD } from './bridged-projects.fixture';

let bridged: BridgedProjects;
beforeAll(async () => (bridged = await BridgedProjects.start()));
afterAll(() => bridged.api.stop());

/** A pipeline whose bridge waits for its child. */
async function family(): Promise<{ id: number; pipelineId: number; childId: number }> {
  const config = 'go: { trigger: { include: child.yml, strategy: depend } }';
  const { id } = await bridged.project({ '.gitlab-ci.yml': config, 'child.yml': CHILD });
  const { id: pipelineId } = await bridged.pipeline(id);
  return { id, pipelineId, childId: (await bridged.downstream(id, pipelineId)).id };
}

describe('a task that cannot be done', () => {
  it('fails its bridge instead of leaving it to wait for ever', async () => {
    const config = 'go: { when: manual, allow_failure: false, trigger: { include: child.yml } }';
    const { id } = await bridged.project({ '.gitlab-ci.yml': config, 'child.yml': CHILD });
    const { id: pipelineId } = await bridged.pipeline(id);
    const bridge = await bridged.bridge(id, pipelineId);
    const broken = `UPDATE builds SET options = jsonb_set(options, '{trigger,include}', '5') WHERE id = $1`;
    await changeByHand(bridged.api, broken, [bridge.id]);
    await bridged.ask(id, `jobs/${bridge.id}/play`);
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'failed', failure_reason: 'data_integrity_failure' });
  });

  it('waits for its next try where a configuration could not be read now', async () => {
    const config = 'go: { when: manual, allow_failure: false, trigger: { include: child.yml } }';
    const { id } = await bridged.project({ '.gitlab-ci.yml': config, 'child.yml': CHILD });
    const { id: pipelineId } = await bridged.pipeline(id);
    const bridge = await bridged.bridge(id, pipelineId);
    const reader = bridged.api.app.get(ConfigReader);
    const plan = reader.plan.bind(reader);
    reader.plan = () => Promise.reject(new ConfigReaderUnavailable());
    await bridged.ask(id, `jobs/${bridge.id}/play`);
    reader.plan = plan;
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'pending' });
    const task = { id: '1', payload: { pipelineId, jobId: bridge.id }, attempt: 2, attemptsMax: 25, signal: new AbortController().signal };
    await bridged.api.app.get(TaskHandlers).all.get('trigger_downstream')?.(task);
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'success', downstream_pipeline: { source: 'parent_pipeline' } });
  });
});

describe('a task that is done again', () => {
  it('changes nothing', async () => {
    const { id, pipelineId, childId } = await family();
    const jobId = (await bridged.bridge(id, pipelineId)).id;
    const tasks: readonly (readonly [string, object])[] = [
      ['trigger_downstream', { pipelineId, jobId }],
      ['mirror_status', { pipelineId: childId, jobId: null }],
      ['reset_source_bridge', { pipelineId: childId, jobId: null }],
    ];
    const runAll = async (more: typeof tasks = []): Promise<void> => {
      const handlers = bridged.api.app.get(TaskHandlers).all;
      for (const [name, payload] of [...tasks, ...more, ...tasks]) {
        await handlers.get(name)?.({ id: '1', payload, attempt: 2, attemptsMax: 25, signal: new AbortController().signal });
      }
    };
    const counts = async (): Promise<unknown> => {
      const { rows } = await bridged.api.pool.query(
        `SELECT id, version, history_seq FROM pipelines WHERE project_id = $1 ORDER BY id`,
        [id],
      );
      return rows;
    };
    const [running] = [await counts(), await runAll()];
    expect(await counts()).toEqual(running);
    await bridged.report(id, childId, 'failed');
    const failed = await counts();
    await runAll([['cancel_downstream', { pipelineId, jobId }], ['cancel_child_pipelines', { pipelineId, jobId: null }]]);
    expect(await counts()).toEqual(failed);
  });

  it('goes on where a process was killed after it had made the pipeline', async () => {
    const config = 'go: { when: manual, allow_failure: false, trigger: { include: child.yml, strategy: depend } }';
    const { id } = await bridged.project({ '.gitlab-ci.yml': config, 'child.yml': CHILD });
    const { id: pipelineId, sha } = await bridged.pipeline(id);
    const { id: jobId } = await bridged.bridge(id, pipelineId);
    const made = await bridged.api.app.get(CreatePipeline).create({
      ...{ projectId: id, ref: 'main', source: 'parent_pipeline', createdBy: 'root', variables: [] },
      child: { sha, include: ['/child.yml'] },
      sourceBridge: { pipelineId, jobId },
    });
    const childId = made.ok ? made.value.id : 0;
    expect(await bridged.status(id, childId)).toBe('created');
    await bridged.ask(id, `jobs/${jobId}/play`);
    expect(await bridged.bridge(id, pipelineId)).toMatchObject({ status: 'running', downstream_pipeline: { id: childId } });
    expect(await bridged.status(id, childId)).toBe('running');
  });

  it('finds a bridge that was canceled before its pipeline came, and cancels that', async () => {
    const { id, pipelineId, childId } = await family();
    const { id: jobId } = await bridged.bridge(id, pipelineId);
    await bridged.api.pool.query('DELETE FROM graphile_worker._private_jobs');
    await changeByHand(bridged.api, `UPDATE builds SET status = 'canceled', finished_at = holdpoint_now() WHERE id = $1`, [jobId]);
    const handler = bridged.api.app.get(TaskHandlers).all.get('trigger_downstream');
    await handler?.({ id: '1', payload: { pipelineId, jobId }, attempt: 2, attemptsMax: 25, signal: new AbortController().signal });
    expect(await bridged.status(id, childId)).toBe('canceled');
  });
});

/** What starting something anew means for others: for jobs behind it, for a newer commit, for the bridge above. */
import { planOf, TestPipeline } from '../processing/facts.fixture';

it('playing a job revives what comes after it, and nothing else', () => {
  const pipeline = new TestPipeline(
    planOf([
      { name: 'quiet', stage: 'a', when: 'on_failure' },
      { name: 'gate', stage: 'b', when: 'manual' },
      { name: 'beside', stage: 'b', when: 'on_failure' },
      { name: 'behind', stage: 'b', needs: [{ name: 'gate', optional: false }] },
      { name: 'after', stage: 'c' },
    ]),
  );
  pipeline.fire('skip', 'behind', 'after');
  expect(pipeline.view).toMatchObject({ quiet: 'skipped', gate: 'manual', beside: 'skipped', behind: 'skipped', after: 'skipped' });
  const { history } = pipeline.fire('play', 'gate').changes;
  const revived = history.filter(({ from }) => from === 'skipped').map(({ jobId }) => pipeline.facts.jobs.find(({ id }) => id === jobId)?.name);
  expect(revived).toEqual(['behind', 'after']);
});

describe('a newer commit, where uninterruptible work was retried and has not started again,', () => {
  it.each([
    ['leaves a pipeline alone in which it has failed', 'on_success', ['run', 'drop'], 'pending'],
    ['leaves a pipeline alone in which it has succeeded', 'on_success', ['run', 'success'], 'pending'],
    ['cancels a pipeline in which it was canceled while it was pending', 'on_success', ['cancel'], 'canceled'],
    ['cancels a pipeline in which it was canceled while it was manual', 'manual', ['cancel'], 'canceled'],
  ] as const)('%s', (_what, when, events, expected) => {
    const plan = planOf([{ name: 'deploy', when }]);
    const pipeline = new TestPipeline({ ...plan, autoCancel: { onJobFailure: 'none', onNewCommit: 'conservative' } });
    for (const event of [...events, 'retry']) pipeline.fire(event, 'deploy');
    expect(pipeline.view['deploy']).toBe('pending');
    pipeline.run({ type: 'cancel_redundant', pipelineId: 5 });
    expect(pipeline.view['deploy']).toBe(expected);
  });
});

it('retrying a child pipeline resets its bridge in the name of who did it', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'wait', kind: 'external' }]));
  pipeline.facts = { ...pipeline.facts, sourceBridge: { pipelineId: 1, jobId: 2, strategy: 'depend' } };
  pipeline.fire('drop', 'wait');
  const { effects } = pipeline.run({ type: 'retry_pipeline', actor: 'ann' }).changes;
  expect(effects).toEqual([{ type: 'reset_source_bridge', actor: 'ann' }]);
});

describe('retrying a pipeline', () => {
  it('brings a manual job back as manual, and leaves bridges and commit statuses to others', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'hand', when: 'manual' }, { name: 'bridge', kind: 'bridge' }, { name: 'build' }]));
    pipeline.run({ type: 'commit_status', name: 'ci', state: 'failed', description: null, targetUrl: null, coverage: null, actor: 'bot' });
    pipeline.fire('enqueue', 'hand');
    pipeline.fire('drop', 'hand', 'bridge', 'build');
    const { results, changes } = pipeline.fire('retry');
    expect(results).toEqual([{ type: 'done', jobIds: changes.clones.map(({ id }) => id) }]);
    expect(pipeline.view).toMatchObject({ hand: 'manual', bridge: 'failed', build: 'pending', ci: 'failed' });
    expect(pipeline.facts.jobs.filter(({ attempt }) => attempt > 1).map(({ name }) => name)).toEqual(['hand', 'build']);
  });
});

it('retrying a job starts it before what it revives is decided afresh', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'push', stage: 'a' }, { name: 'verify', stage: 'b' }]));
  pipeline.fire('drop', 'push');
  const { history } = pipeline.fire('retry', 'push').changes;
  expect(history.map(({ event, to }) => [event, to])).toEqual([['enqueue', 'pending'], ['process', 'created']]);
});

it('playing by event a job that has ended retries it, and playing a bridge revives nobody', () => {
  const trigger = { strategy: 'none' as const, variables: [], project: 'a/b' };
  const jobs = [{ name: 'bridge', kind: 'bridge' as const, stage: 'a', when: 'manual' as const, options: { trigger } }, { name: 'hand', stage: 'b', when: 'manual' as const }];
  const pipeline = new TestPipeline(planOf(jobs));
  pipeline.fire('skip', 'hand');
  pipeline.fire('play', 'bridge');
  expect(pipeline.view).toMatchObject({ bridge: 'pending', hand: 'skipped' });
  const build = new TestPipeline(planOf([{ name: 'hand', when: 'manual' }]));
  build.fire('play', 'hand');
  build.fire('success', 'hand');
  const { results, changes } = build.fire('play', 'hand');
  expect(results).toEqual([{ type: 'done', jobIds: changes.clones.map(({ id }) => id) }]);
  expect(build.job('hand')).toMatchObject({ attempt: 2, status: 'pending' });
});

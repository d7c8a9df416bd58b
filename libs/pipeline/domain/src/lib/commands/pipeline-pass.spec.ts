/** What a pass answers to its commands, whom history names for what they did, and what a batch makes of itself. */
import type { CallbackCommand, PipelineCommand } from './pipeline-command';
import { PipelinePass, runPass } from './pipeline-pass';
import { planOf, TestPipeline } from '../processing/facts.fixture';
import { NO_PROGRESS } from '../processing/pipeline-facts';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';

const NOBODY = 99;

const pipelineOf = (): TestPipeline =>
  new TestPipeline(planOf([{ name: 'push', stage: 'a' }, { name: 'wait', kind: 'external', stage: 'b' }, { name: 'verify', stage: 'c', when: 'manual' }]));
const fire = (event: string, ...jobNames: readonly string[]): PipelineCommand => ({ type: 'fire_event', event, jobNames, actor: 'sim' });
const report = (outcome: 'success' | 'failed', callbackId = 'c'): CallbackCommand => ({
  type: 'callback',
  callbackId,
  jobId: null,
  jobName: 'wait',
  matchKey: null,
  report: { outcome, progress: NO_PROGRESS },
  actor: 'flux',
});

describe('the answer to a command', () => {
  it('is the number of the job that was played or canceled, and of the new attempt of one that was retried', () => {
    const pipeline = pipelineOf();
    pipeline.fire('success', 'push', 'wait');
    const { id: played } = pipeline.job('verify');
    expect(pipeline.run({ type: 'play_job', jobId: played, actor: 'ann' }).results).toEqual([{ type: 'done', jobIds: [played] }]);
    expect(pipeline.run({ type: 'cancel_job', jobId: played, actor: 'ann' }).results).toEqual([{ type: 'done', jobIds: [played] }]);
    const { results, changes } = pipeline.run({ type: 'retry_job', jobId: played, actor: 'ann' });
    expect(results).toEqual([{ type: 'done', jobIds: changes.clones.map(({ id }) => id) }]);
    expect(changes.clones).toHaveLength(1);
  });

  it.each([{ when: 'manual' }, { when: 'delayed', startInMs: 60_000 }, { when: 'manual', kind: 'bridge' }] as const)(
    'is the number of a job that was canceled while it waited to be started: %j',
    (job) => {
      const pipeline = new TestPipeline(planOf([{ name: 'later', ...job }]));
      const { id } = pipeline.job('later');
      expect(pipeline.run({ type: 'cancel_job', jobId: id, actor: 'ann' }).results).toEqual([{ type: 'done', jobIds: [id] }]);
      expect(pipeline.job('later')).toMatchObject({ status: 'canceled', scheduledAt: null });
    },
  );

  it('is a refusal where a job to be canceled was skipped, or has ended', () => {
    const pipeline = pipelineOf();
    pipeline.fire('drop', 'push');
    for (const name of ['push', 'wait', 'verify']) {
      const { id, status } = pipeline.job(name);
      expect(pipeline.run({ type: 'cancel_job', jobId: id, actor: 'ann' }).results).toEqual([{ type: 'refused', refusal: 'job_not_cancelable' }]);
      expect(pipeline.job(name).status).toBe(status);
    }
  });

  it('is the number of the build that a runner moved', () => {
    const pipeline = pipelineOf();
    const jobId = pipeline.job('push').id;
    expect(pipeline.run({ type: 'build_update', jobId, event: 'run', actor: 'runner' }).results).toEqual([{ type: 'done', jobIds: [jobId] }]);
  });

  it('is done for a pipeline in which something was canceled, and refused where nothing is left', () => {
    const pipeline = pipelineOf();
    expect(pipeline.run({ type: 'cancel_pipeline', actor: 'ann' }).results).toEqual([{ type: 'done', jobIds: [] }]);
    expect(pipeline.run({ type: 'cancel_pipeline', actor: 'ann' }).results).toEqual([{ type: 'refused', refusal: 'pipeline_not_cancelable' }]);
  });

  it('is done as well where a single job was canceled: for a person, a parent or by an event', () => {
    const single = (): TestPipeline => new TestPipeline(planOf([{ name: 'wait', kind: 'external' }]));
    const cancels = [{ type: 'cancel_pipeline', actor: 'ann' }, { type: 'cancel_child', pipelineId: 7 }, { type: 'fire_event', event: 'cancel', jobNames: null, actor: 'sim' }] as const;
    for (const command of cancels) expect(single().run(command).results).toEqual([{ type: 'done', jobIds: [] }]);
  });

  it('is a refusal where a runner reports what its build cannot do any more', () => {
    const pipeline = pipelineOf();
    const jobId = pipeline.job('push').id;
    pipeline.run({ type: 'cancel_job', jobId, actor: 'ann' });
    expect(pipeline.run({ type: 'build_update', jobId, event: 'success', actor: 'runner' }).results).toEqual([{ type: 'refused', refusal: 'illegal_event' }]);
  });

  it('is a refusal where a job is being canceled already: the second cancel does not end the wait for its acknowledgement', () => {
    const pipeline = pipelineOf();
    pipeline.facts = { ...pipeline.facts, hookEvents: ['cancel'] };
    pipeline.fire('success', 'push');
    const cancel = { type: 'cancel_job', jobId: pipeline.job('wait').id, actor: 'ann' } as const;
    expect(pipeline.run(cancel, cancel).results.map(({ type }) => type)).toEqual(['done', 'refused']);
    expect(pipeline.view['wait']).toBe('canceling');
  });

  it('is the same where it was canceled by an event', () => {
    const pipeline = pipelineOf();
    expect(pipeline.fire('cancel').results).toEqual([{ type: 'done', jobIds: [] }]);
    expect(pipeline.facts.status).toBe('canceled');
    expect(pipeline.fire('cancel').results).toEqual([{ type: 'refused', refusal: 'pipeline_not_cancelable' }]);
  });

  it('is a refusal where work outside is to be played', () => {
    expect(pipelineOf().fire('play', 'wait').results).toEqual([{ type: 'refused', refusal: 'illegal_event' }]);
  });

  it.each([
    { type: 'build_update', jobId: NOBODY, event: 'run', actor: 'runner' },
    { type: 'bridge_triggered', jobId: NOBODY, downstreamId: 7 },
    { type: 'bridge_failed', jobId: NOBODY, failureReason: 'unknown_failure' },
  ] as const)('says that a job is not there: %j', (command) => {
    expect(pipelineOf().run(command).results).toEqual([{ type: 'refused', refusal: 'job_not_found' }]);
  });
});

describe('the version of a pipeline', () => {
  it('rises by one with each pass that changes something, and stands otherwise', () => {
    const pipeline = pipelineOf();
    const { version } = pipeline.facts;
    pipeline.run(fire('run', 'push'), fire('success', 'push'));
    expect(pipeline.facts.version).toBe(version + 1);
    pipeline.run({ type: 'process' });
    expect(pipeline.facts.version).toBe(version + 1);
  });
});

describe('history', () => {
  const causeOf = (pipeline: TestPipeline, command: PipelineCommand): unknown => pipeline.run(command).changes.history[0]?.cause;

  it('names who acted on a job, and what moved it otherwise', () => {
    const pipeline = pipelineOf();
    const jobId = pipeline.job('push').id;
    expect(causeOf(pipeline, { type: 'build_update', jobId, event: 'run', actor: 'runner' })).toEqual({ type: 'runner', actor: 'runner' });
    expect(causeOf(pipeline, { type: 'cancel_job', jobId, actor: 'ann' })).toEqual({ type: 'user', actor: 'ann' });
    expect(causeOf(pipelineOf(), { type: 'cancel_pipeline', actor: 'bob' })).toEqual({ type: 'user', actor: 'bob' });
    expect(causeOf(pipelineOf(), fire('cancel', 'push'))).toEqual({ type: 'simulation', actor: 'sim' });
    expect(causeOf(pipelineOf(), { type: 'cancel_child', pipelineId: 7 })).toEqual({ type: 'pipeline', actor: 'pipeline 7' });
  });

  it('names the clock that failed a job, and the one that started a delayed job', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'wait', kind: 'external', timeoutMs: 5_000 }, { name: 'later', when: 'delayed', startInMs: 1_000 }]));
    pipeline.now += 1_000;
    expect(causeOf(pipeline, { type: 'process' })).toEqual({ type: 'timer', actor: null });
    pipeline.now += 4_000;
    expect(causeOf(pipeline, { type: 'process' })).toEqual({ type: 'deadline', actor: null });
  });

  it('names who retried a job that has to wait for others, and does so once', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'push', stage: 'a' }, { name: 'wait', kind: 'external', stage: 'b', when: 'always' }]));
    pipeline.fire('drop', 'push');
    pipeline.fire('success', 'wait');
    pipeline.run({ type: 'retry_job', jobId: pipeline.job('push').id, actor: 'ann' });
    const { history } = pipeline.run({ type: 'retry_job', jobId: pipeline.job('wait').id, actor: 'bob' }).changes;
    expect(history).toMatchObject([{ event: 'retry', from: 'created', to: 'created', cause: { type: 'retry', actor: 'bob' }, ending: false }]);
    expect(pipeline.run({ type: 'process' }).changes.history).toEqual([]);
  });

  it('tells of a retry by itself that has to wait, also where time has failed the job and the next command of the pass starts it again', () => {
    const jobs = [{ name: 'push', stage: 'a' }, { name: 'test', stage: 'b', timeoutMs: 5_000, retry: { max: 1, when: ['always' as const] } }];
    const pipeline = new TestPipeline(planOf(jobs));
    pipeline.fire('success', 'push');
    pipeline.fire('run', 'test');
    pipeline.run({ type: 'retry_job', jobId: pipeline.job('push').id, actor: 'ann' });
    pipeline.now += 5_000;
    const { history } = pipeline.run(fire('success', 'push')).changes;
    expect(history.map(({ event, to, cause }) => [event, to, cause.type])).toEqual([
      ['drop', 'failed', 'deadline'],
      ['retry', 'created', 'retry'],
      ['success', 'success', 'simulation'],
      ['enqueue', 'pending', 'processing'],
    ]);
  });

  it('names the job whose failure ended the others', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'bad' }, { name: 'wait', kind: 'external' }], 'all'));
    const { history } = pipeline.fire('drop', 'bad').changes;
    expect(history.find(({ event }) => event === 'cancel')?.cause).toEqual({ type: 'auto_cancel', actor: 'job bad' });
  });

  it('is numbered on from what was there', () => {
    const pipeline = pipelineOf();
    pipeline.fire('run', 'push');
    pipeline.fire('success', 'push', 'wait');
    expect(pipeline.history.map(({ seq }) => seq)).toEqual(pipeline.history.map((_, index) => index + 1));
    expect(pipeline.facts.historySeq).toBe(pipeline.history.length);
  });
});

describe('a batch', () => {
  it('applies what it has parked itself to a job that starts later in it, oldest first', () => {
    const pipeline = pipelineOf();
    const { results, changes } = pipeline.run(report('failed', 'first'), report('success', 'second'), fire('success', 'push'));
    expect(results.map((result) => (result.type === 'matched' ? result.match.verdict : result.type))).toEqual(['parked', 'parked', 'done']);
    expect(changes.parked).toEqual([]);
    expect(pipeline.view).toMatchObject({ wait: 'failed', verify: 'skipped' });
  });

  it('applies what it has parked before the commands that come after', () => {
    const pipeline = pipelineOf();
    const { changes } = pipeline.run(report('success', 'early'), fire('success', 'push'), report('failed', 'later'));
    expect(changes.matches.map(({ callbackId, verdict }) => [callbackId, verdict])).toEqual([
      ['early', 'parked'],
      ['early', 'accepted'],
      ['later', 'conflict'],
    ]);
  });

  it('keeps parked what is for a job that has not started', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'push', stage: 'a' }, { name: 'other', kind: 'external', stage: 'b' }, { name: 'wait', kind: 'external', stage: 'c' }]));
    const { changes } = pipeline.run(report('success'), fire('success', 'push'));
    expect(changes.parked.map(({ jobName }) => jobName)).toEqual(['wait']);
    expect(pipeline.view).toMatchObject({ other: 'running_externally', wait: 'created' });
  });
});

describe('a pass for whoever keeps nothing parked', () => {
  it('applies what it has parked itself, as any other does', () => {
    const commands = [report('success'), fire('success', 'push')];
    const { results, changes } = runPass(HOLDPOINT_CI_MODEL, pipelineOf().facts, commands);
    expect(results.map(({ type }) => type)).toEqual(['matched', 'done']);
    expect(changes.matches.map(({ verdict }) => verdict)).toEqual(['parked', 'accepted']);
    expect(changes.parked).toEqual([]);
  });

  it('asks when jobs ran below only where there is a bridge, once the pipeline has ended or blocked', () => {
    const asks = (kind: 'build' | 'bridge', ...ended: readonly string[]): boolean => {
      const trigger = { strategy: 'none' as const, variables: [], project: 'a/b' };
      const pipeline = new TestPipeline(planOf([{ name: 'one', kind, options: kind === 'bridge' ? { trigger } : {} }, { name: 'other' }]));
      pipeline.fire('run', 'one', 'other');
      const pass = new PipelinePass(HOLDPOINT_CI_MODEL, pipeline.facts, [fire('success', ...ended)]);
      pass.finish();
      return pass.asksForBelow();
    };
    expect([asks('bridge', 'one', 'other'), asks('bridge', 'one'), asks('build', 'one', 'other')]).toEqual([true, false, false]);
  });
});

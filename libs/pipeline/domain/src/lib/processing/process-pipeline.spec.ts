/**
 * Processing, play, retry, cancel, delays and automatic endings on pipelines in memory. Each case is a pipeline
 * driven by commands and looked at from outside; GitLab's own cases run beside these by `npm run conformance`.
 */
import { PipelinePass } from '../commands/pipeline-pass';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import { TestPipeline, planOf } from './facts.fixture';

const external = { kind: 'external', stage: 'wait' } as const;

describe('an external job', () => {
  const plan = planOf([
    { name: 'push', stage: 'build' },
    { name: 'wait', ...external },
    { name: 'deploy', stage: 'deploy' },
    { name: 'alarm', stage: 'deploy', when: 'on_failure' },
  ]);

  it('starts without ever being pending, and counts as running for stage and pipeline', () => {
    const pipeline = new TestPipeline(plan);
    pipeline.fire('success', 'push');
    expect(pipeline.view).toMatchObject({ pipeline: 'running', wait: 'running_externally', deploy: 'created' });
    expect(pipeline.facts.stages.map(({ status }) => status)).toEqual(['success', 'running', 'created']);
    expect(pipeline.history.filter(({ to }) => to === 'running_externally')).toHaveLength(1);
  });

  it('sets start and deadline from the one instant of the pass, and the wake-up with it', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'wait', ...external, timeoutMs: 5_000 }]));
    expect(pipeline.job('wait')).toMatchObject({ startedAt: 1_000_000, deadlineAt: 1_005_000 });
    expect(pipeline.facts).toMatchObject({ wakeAt: 1_005_000, startedAt: 1_000_000 });
  });

  it('lets the pipeline go on when it succeeds', () => {
    const pipeline = new TestPipeline(plan);
    pipeline.fire('success', 'push');
    pipeline.fire('success', 'wait');
    expect(pipeline.view).toMatchObject({ wait: 'success', deploy: 'pending', alarm: 'skipped' });
    expect(pipeline.facts.wakeAt).toBeNull();
  });

  it('has failed at its deadline, whoever notices, and its end is the deadline', () => {
    const pipeline = new TestPipeline(plan);
    pipeline.fire('success', 'push');
    const { deadlineAt } = pipeline.job('wait');
    pipeline.now = (deadlineAt ?? 0) + 7_000;
    pipeline.run({ type: 'process' });
    expect(pipeline.view).toMatchObject({ wait: 'failed', deploy: 'skipped', alarm: 'pending' });
    expect(pipeline.job('wait')).toMatchObject({ failureReason: 'job_execution_timeout', finishedAt: deadlineAt });
    expect(pipeline.history.find(({ event }) => event === 'drop')).toMatchObject({ at: pipeline.now, ending: true });
  });

  it('has not failed a millisecond before its deadline', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'wait', ...external, timeoutMs: 5_000 }]));
    pipeline.now += 4_999;
    pipeline.run({ type: 'process' });
    expect(pipeline.view['wait']).toBe('running_externally');
  });

  it('is canceled with its pipeline', () => {
    const pipeline = new TestPipeline(plan);
    pipeline.fire('success', 'push');
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    expect(pipeline.view).toEqual({
      pipeline: 'canceled',
      push: 'success',
      wait: 'canceled',
      deploy: 'canceled',
      alarm: 'canceled',
    });
  });

  it('waits anew after a retry, with a new deadline, and the old row stays as it ended', () => {
    const pipeline = new TestPipeline(plan);
    pipeline.fire('success', 'push');
    pipeline.fire('drop', 'wait');
    pipeline.now += 60_000;
    pipeline.fire('retry', 'wait');
    expect(pipeline.view).toMatchObject({ wait: 'running_externally', deploy: 'created', alarm: 'pending' });
    expect(pipeline.job('wait')).toMatchObject({ attempt: 2, startedAt: pipeline.now });
    expect(pipeline.facts.jobs.find(({ name, retried }) => name === 'wait' && retried)?.status).toBe('failed');
  });

  it('is retried with its pipeline', () => {
    const pipeline = new TestPipeline(plan);
    pipeline.fire('success', 'push');
    pipeline.fire('drop', 'wait');
    pipeline.fire('success', 'alarm');
    pipeline.run({ type: 'retry_pipeline', actor: 'root' });
    expect(pipeline.view).toMatchObject({ pipeline: 'running', wait: 'running_externally', deploy: 'created' });
  });
});

describe('needs', () => {
  it('makes dependents of a waiting job wait, and a skipped need skips them though another still runs', () => {
    const pipeline = new TestPipeline(
      planOf([
        { name: 'wait', ...external },
        { name: 'off', stage: 'wait', when: 'on_failure' },
        { name: 'after', stage: 'deploy', needs: [{ name: 'wait', optional: false }] },
        {
          name: 'both',
          stage: 'deploy',
          needs: [
            { name: 'wait', optional: false },
            { name: 'off', optional: false },
          ],
        },
      ]),
    );
    expect(pipeline.view).toMatchObject({ wait: 'running_externally', off: 'skipped', after: 'created', both: 'skipped' });
  });

  it('starts a job with an empty list at once and ignores an absent optional need', () => {
    const needs = [{ name: 'gone', optional: true }];
    const pipeline = new TestPipeline(
      planOf([{ name: 'a' }, { name: 'b', stage: 'z', needs: [] }, { name: 'c', stage: 'z', needs }]),
    );
    expect(pipeline.view).toMatchObject({ a: 'pending', b: 'pending', c: 'pending' });
  });

  it('orders jobs of one stage by their needs within one pass', () => {
    const pipeline = new TestPipeline(
      planOf([
        { name: 'last', when: 'always', needs: [{ name: 'first', optional: false }] },
        { name: 'first', when: 'on_failure', needs: [] },
      ]),
    );
    expect(pipeline.view).toMatchObject({ first: 'skipped', last: 'pending' });
  });
});

describe('delayed jobs', () => {
  const plan = planOf([{ name: 'later', when: 'delayed', startInMs: 1_000 }]);

  it('are woken like a deadline', () => {
    const pipeline = new TestPipeline(plan);
    expect(pipeline.view).toEqual({ pipeline: 'scheduled', later: 'scheduled' });
    expect(pipeline.facts.wakeAt).toBe(1_001_000);
    pipeline.now = 1_001_000;
    pipeline.run({ type: 'process' });
    expect(pipeline.view).toEqual({ pipeline: 'pending', later: 'pending' });
    expect(pipeline.job('later').scheduledAt).toBeNull();
  });

  it('start at once when played, and when retried after their end', () => {
    const pipeline = new TestPipeline(plan);
    pipeline.run({ type: 'play_job', jobId: pipeline.job('later').id, actor: 'root' });
    expect(pipeline.view['later']).toBe('pending');
    pipeline.fire('drop', 'later');
    pipeline.fire('retry', 'later');
    expect(pipeline.view['later']).toBe('pending');
  });
});

describe('retries by themselves', () => {
  const retry = { max: 1, when: ['script_failure'] };

  it('make a new attempt before dependents are skipped, as often as allowed', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'flaky', stage: 'a', retry }, { name: 'next', stage: 'b' }]));
    const fail = (): void => {
      const jobId = pipeline.job('flaky').id;
      pipeline.run({ type: 'build_update', jobId, event: 'run', actor: 'runner' });
      pipeline.run({ type: 'build_update', jobId, event: 'drop', failureReason: 'script_failure', actor: 'runner' });
    };
    fail();
    expect(pipeline.view).toMatchObject({ flaky: 'pending', next: 'created' });
    fail();
    expect(pipeline.view).toMatchObject({ pipeline: 'failed', flaky: 'failed', next: 'skipped' });
  });

  it('do not happen for another reason', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'flaky', retry }]));
    pipeline.fire('drop', 'flaky');
    expect(pipeline.view['flaky']).toBe('failed');
  });
});

describe('a manual job that is retried by itself', () => {
  it('starts again without waiting for a person a second time', () => {
    const retry = { max: 1, when: ['always'] };
    const pipeline = new TestPipeline(planOf([{ name: 'deploy', when: 'manual', allowFailure: false, retry }]));
    pipeline.fire('play', 'deploy');
    pipeline.fire('drop', 'deploy');
    expect(pipeline.view).toEqual({ deploy: 'pending', pipeline: 'pending' });
  });
});

describe('history', () => {
  it('names who retried a job, and that a job was retried by itself', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'wait', kind: 'external' }, { name: 'flaky', retry: { max: 1, when: ['always'] } }]));
    pipeline.fire('drop', 'wait');
    pipeline.run({ type: 'retry_job', jobId: pipeline.job('wait').id, actor: 'bob' });
    pipeline.fire('drop', 'flaky');
    const causes = pipeline.history.filter(({ from }) => from === 'created').map(({ cause }) => cause);
    expect(causes.slice(2)).toEqual([
      { type: 'retry', actor: 'bob' },
      { type: 'retry', actor: null },
    ]);
  });
});

describe('the times of a pipeline', () => {
  it('has no start when it goes from manual to running, as in GitLab', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'a' }, { name: 'deploy', stage: 'z', when: 'manual', allowFailure: false }]));
    pipeline.fire('success', 'a');
    expect(pipeline.facts.status).toBe('manual');
    pipeline.fire('play', 'deploy');
    expect(pipeline.facts).toMatchObject({ status: 'running', startedAt: null });
  });

  it('ends anew when it ends again after a retry', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'wait', kind: 'external' }]));
    pipeline.fire('drop', 'wait');
    pipeline.now += 9_000;
    pipeline.fire('retry', 'wait');
    pipeline.now += 1_000;
    pipeline.fire('success', 'wait');
    expect(pipeline.facts).toMatchObject({ status: 'success', finishedAt: 1_010_000 });
  });
});

describe('workflow:auto_cancel:on_job_failure', () => {
  it('cancels what is left when an external job fails, and spares a failure that is allowed', () => {
    const plan = planOf(
      [
        { name: 'lenient', allowFailure: true },
        { name: 'wait', kind: 'external' },
        { name: 'other', kind: 'external' },
      ],
      'all',
    );
    const pipeline = new TestPipeline(plan);
    pipeline.fire('drop', 'lenient');
    expect(pipeline.view['other']).toBe('running_externally');
    pipeline.fire('drop', 'wait');
    expect(pipeline.view).toEqual({ pipeline: 'failed', lenient: 'failed', wait: 'failed', other: 'canceled' });
  });
});

describe('refused commands', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'a' }, { name: 'wait', kind: 'external' }]));
  const jobId = pipeline.job('wait').id;

  it.each([
    [{ type: 'play_job', jobId, actor: 'x' }, 'job_not_playable'],
    [{ type: 'retry_job', jobId, actor: 'x' }, 'job_not_retryable'],
    [{ type: 'cancel_job', jobId: 99, actor: 'x' }, 'job_not_found'],
    [{ type: 'build_update', jobId, event: 'run', actor: 'x' }, 'job_not_found'],
    [{ type: 'fire_event', event: 'run', jobNames: ['a', 'wait'], actor: 'x' }, 'illegal_event'],
    [{ type: 'fire_event', event: 'success', jobNames: ['nobody'], actor: 'x' }, 'job_not_found'],
    [{ type: 'fire_event', event: 'toString', jobNames: ['a'], actor: 'x' }, 'illegal_event'],
    [{ type: 'fire_event', event: 'succeed', jobNames: null, actor: 'x' }, 'illegal_event'],
  ] as const)('%j is refused as %s and changes nothing', (command, refusal) => {
    const before = pipeline.view;
    expect(pipeline.run(command).results).toEqual([{ type: 'refused', refusal }]);
    expect(pipeline.view).toEqual(before);
  });
});

describe('duration', () => {
  it('is the length of the union of the periods in which jobs ran', () => {
    const pipeline = new TestPipeline(
      planOf([
        { name: 'a', kind: 'external' },
        { name: 'b', kind: 'external' },
        { name: 'c', stage: 'z', when: 'manual', allowFailure: false },
      ]),
    );
    pipeline.now += 10_000;
    pipeline.fire('success', 'a');
    pipeline.now += 5_000;
    pipeline.fire('success', 'b');
    expect(pipeline.facts).toMatchObject({ status: 'manual', durationMs: 15_000 });
  });

  it('counts what ran below the pipeline', () => {
    const trigger = { strategy: 'depend' as const, variables: [], include: ['child.yml'] };
    const pipeline = new TestPipeline(planOf([{ name: 'a', kind: 'external' }, { name: 'bridge', kind: 'bridge', options: { trigger } }]));
    const start = pipeline.now;
    const fire = { type: 'fire_event', event: 'success', jobNames: ['a', 'bridge'], actor: 'x' } as const;
    const pass = new PipelinePass(HOLDPOINT_CI_MODEL, { ...pipeline.facts, now: start + 10_000 }, [fire]);
    expect(pass.asksForBelow()).toBe(false);
    pass.finish();
    expect(pass.asksForBelow()).toBe(true);
    expect(pass.changes().pipeline?.durationMs).toBe(10_000);
    expect(pass.changes([[start + 5_000, start + 12_000], [start + 20_000, start + 21_000]]).pipeline?.durationMs).toBe(13_000);
  });
});

it('takes no longer for each of very many stages', () => {
  const started = performance.now();
  const pipeline = new TestPipeline(planOf(Array.from({ length: 5_000 }, (_, index) => ({ name: `${index}`, stage: `${index}` }))));
  pipeline.fire('success', '0');
  pipeline.fire('drop', '1');
  expect(pipeline.facts.status).toBe('failed');
  expect(performance.now() - started).toBeLessThan(10_000);
});

// Proves which events a job accepts, what cancel and auto-cancel reach, and how external jobs live and end.
import { oracleApply, oracleTry } from './oracle-apply';
import { oracleCreate } from './oracle-create';
import type { OracleEvent, OracleJobEvent } from './oracle-event';
import { external, job, line, needs, pipelineOf, play } from './pipeline.fixture';
import type { OraclePipeline } from './oracle-pipeline';

const on = (event: OracleJobEvent, ...jobs: readonly string[]): OracleEvent => ({ type: 'job', event, jobs });

describe('job events', () => {
  const shown: Record<string, OraclePipeline> = {
    created: pipelineOf([job('build-x'), job('test')]),
    pending: pipelineOf([job('test')]),
    running: play(pipelineOf([job('test')]), 'run test'),
    running_externally: pipelineOf([external('test')]),
    success: play(pipelineOf([job('test')]), 'success test'),
    failed: play(pipelineOf([job('test')]), 'drop test'),
    canceled: play(pipelineOf([job('test')]), 'cancel test'),
    skipped: pipelineOf([job('test', { when: 'on_failure' })]),
    manual: pipelineOf([job('test', { when: 'manual' })]),
    scheduled: pipelineOf([job('test', { when: 'delayed' })]),
  };
  it.each([
    ['created', 'success drop cancel enqueue play'],
    ['pending', 'success drop run cancel'],
    ['running', 'success drop cancel'],
    ['running_externally', 'success drop cancel'],
    ['success', 'play retry'],
    ['failed', 'play retry'],
    ['canceled', 'play retry'],
    ['skipped', 'enqueue play'],
    ['manual', 'drop cancel enqueue play'],
    ['scheduled', 'drop cancel enqueue play'],
  ])('in %s are %s', (status, accepted) => {
    const pipeline = shown[status] ?? oracleCreate({ stages: [], jobs: [] });
    expect(pipeline.jobs.at(-1)?.status).toBe(status);
    const all: readonly OracleJobEvent[] = ['success', 'drop', 'run', 'cancel', 'enqueue', 'play', 'retry'];
    expect(all.filter((event) => oracleTry(pipeline, on(event, 'test')).ok).join(' ')).toBe(accepted);
  });

  it('happen together: nothing is processed between the jobs of one step', () => {
    const start = pipelineOf([job('build-a'), job('build-b'), job('test', { when: 'on_failure' })]);
    const dropped = play(start, 'drop build-a, build-b');
    expect(line(dropped)).toBe('running | failed pending | failed failed pending');
  });

  it('change nothing at all when one of them is refused', () => {
    const start = pipelineOf([job('build-a'), job('test')]);
    expect(oracleApply(start, on('success', 'build-a', 'nobody'))).toBe(start);
    expect(oracleApply(start, on('run', 'build-a', 'test'))).toBe(start);
  });
});

describe('cancel of a pipeline', () => {
  it('reaches what waits or runs, wherever, but not what a person would have to start', () => {
    const start = pipelineOf([
      job('build-a'),
      job('build-b', { when: 'manual' }),
      job('build-c', { when: 'delayed' }),
      external('build-d'),
      job('test'),
    ]);
    expect(line(play(start, 'cancel pipeline'))).toBe(
      'canceled | canceled canceled | canceled manual canceled canceled canceled',
    );
  });

  it('lets not even an always job run afterwards', () => {
    const start = pipelineOf([job('build-a'), job('test', { when: 'always' })]);
    expect(line(play(start, 'cancel build-a'))).toBe('canceled | canceled skipped | canceled skipped');
  });
});

describe('auto-cancel on failure', () => {
  const automatic = { autoCancelOnJobFailure: true };

  it('cancels the rest after a job failed that may not', () => {
    const start = pipelineOf([job('build-a'), job('build-b'), external('build-c'), job('test')], automatic);
    expect(line(play(start, 'drop build-a'))).toBe('failed | failed canceled | failed canceled canceled canceled');
  });

  it('leaves the rest alone after a failure that is allowed', () => {
    const start = pipelineOf([job('build-a', { allowFailure: true }), job('build-b')], automatic);
    expect(line(play(start, 'drop build-a'))).toBe('pending | pending | failed pending');
  });

  it('comes after processing: what the failure let start or skip is already so', () => {
    const start = pipelineOf([job('build'), job('test-a', { when: 'on_failure' }), job('test-b')], automatic);
    expect(line(play(start, 'drop build'))).toBe('failed | failed canceled | failed canceled skipped');
  });

  it('looks at new failures only', () => {
    const failed = play(pipelineOf([job('build-a'), job('build-b')], automatic), 'drop build-a');
    expect(line(play(failed, 'retry build-b'))).toBe('running | running | failed pending');
  });

  it('follows an external job that ran out of time', () => {
    const start = pipelineOf([external('build-a'), job('build-b')], automatic);
    expect(line(play(start, 'expire build-a'))).toBe('failed | failed | failed canceled');
  });
});

describe('an external job', () => {
  it('goes straight from created to waiting outside, and counts as running', () => {
    const start = pipelineOf([job('build'), external('test'), job('deploy', needs('test'))]);
    expect(line(start)).toBe('pending | pending created created | pending created created');
    expect(line(play(start, 'success build'))).toBe('running | success running created | success running_externally created');
  });

  it('lets the pipeline go on, or not, by the callback', () => {
    const start = pipelineOf([external('test'), job('deploy')]);
    const report = (outcome: 'success' | 'failed'): OracleEvent => ({ type: 'callback', callback: { job: 'test', outcome } });
    expect(line(play(start, report('success')))).toBe('running | success pending | success pending');
    expect(line(play(start, report('failed')))).toBe('failed | failed skipped | failed skipped');
    expect(line(play(start, report('success'), report('failed')))).toBe('running | success pending | success pending');
  });

  it('fails at its deadline, once, and only while it waits', () => {
    const start = pipelineOf([job('build'), external('test')]);
    expect(play(start, 'expire test')).toEqual(start);
    const expired = play(start, 'success build', 'expire test');
    expect(expired.jobs[1]).toMatchObject({ status: 'failed', failureReason: 'job_execution_timeout' });
    expect(play(expired, 'expire test')).toEqual(expired);
    expect(play(expired, 'retry test').jobs[1]?.failureReason).toBeNull();
  });

  it('has no timer that would make a build expire or an external job due', () => {
    const start = pipelineOf([job('build-a'), external('build-b')]);
    expect(play(start, 'run build-a', 'expire build-a', 'due build-b').jobs.map(({ status }) => status)).toEqual([
      'running', 'running_externally',
    ]);
  });
});

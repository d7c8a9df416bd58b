// Proves which events a job accepts, what cancel and auto-cancel reach, and how external jobs live and end.
import { oracleApply, oracleTry } from './oracle-apply';
import { oracleCreate } from './oracle-create';
import type { OracleEvent, OracleJobEvent } from './oracle-event';
import { external, job, line, needs, pipelineOf, play } from './pipeline.fixture';
import type { OraclePipeline } from './oracle-pipeline';

/** What lets the time of every job run out. */
const TIMEOUT = 'advance 3600000';
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
    expect(line(play(start, 'advance 3600000'))).toBe('failed | failed | failed canceled');
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
    expect(line(play(start, TIMEOUT))).toBe(line(start));
    const expired = play(start, 'success build', TIMEOUT);
    expect(expired.jobs[1]).toMatchObject({ status: 'failed', failureReason: 'job_execution_timeout' });
    expect(play(expired, TIMEOUT).jobs).toEqual(expired.jobs);
    expect(play(expired, 'retry test').jobs[1]?.failureReason).toBeNull();
  });

  it('falls silent before its deadline when it must give signs of life, of which a report is one', () => {
    const start = pipelineOf([external('test', { heartbeatMs: 60_000, timeoutMs: 100_000 })]);
    expect(play(start, 'advance 60000').jobs[0]).toMatchObject({ status: 'failed', failureReason: 'heartbeat_timeout' });
    const heard = play(start, 'advance 59999', { type: 'callback', callback: { job: 'test', outcome: 'running' } }, 'advance 40000');
    expect(heard.jobs[0]?.status).toBe('running_externally');
    expect(play(heard, 'advance 1').jobs[0]).toMatchObject({ status: 'failed', failureReason: 'job_execution_timeout' });
  });

  it('takes once, when it begins to wait, what was reported before', () => {
    const report: OracleEvent = { type: 'callback', callback: { job: 'test', outcome: 'success' } };
    const start = play(pipelineOf([job('build'), external('test'), job('deploy')]), report);
    expect(line(start)).toBe('pending | pending created created | pending created created');
    const ended = play(start, 'success build');
    expect(line(ended)).toBe('running | success success pending | success success pending');
    expect(play(ended, 'retry test').jobs[1]?.status).toBe('running_externally');
  });

  it('takes nothing that was parked for an attempt which began to wait and was canceled at once', () => {
    const jobs = [external('build-a'), external('build-b', { allowFailure: true }), external('build-c', needs('build-b'))];
    const report: OracleEvent = { type: 'callback', callback: { job: 'build-c', outcome: 'failed' } };
    const canceled = play(pipelineOf(jobs, { autoCancelOnJobFailure: true }), report, TIMEOUT);
    expect(line(canceled)).toBe('failed | failed | failed failed canceled');
    expect(play(canceled, 'retry build-c').jobs[2]?.status).toBe('running_externally');
  });

  it('whose cancel is not acknowledged yet leaves a pipeline that goes back to running, not to pending', () => {
    const canceling = play(pipelineOf([job('build'), external('test')]), 'success build', 'start_cancel test');
    expect(line(canceling)).toBe('canceling | success canceling | success canceling');
    expect(line(play(canceling, 'retry build'))).toBe('running | pending canceling | pending canceling');
  });

  it('waits for the acknowledgement of a cancel no longer than the grace period', () => {
    const start = play(pipelineOf([external('test')]), 'start_cancel test');
    expect(oracleTry(start, { type: 'pipeline', event: 'cancel' }).ok).toBe(false);
    expect(play(start, 'advance 59999').jobs[0]?.status).toBe('canceling');
    expect(play(start, 'advance 60000').jobs[0]?.status).toBe('canceled');
    expect(play(start, 'retry test').jobs[0]).toMatchObject({ status: 'running_externally', attempt: 2 });
  });
});

describe('time', () => {
  it('ends a build that runs too long, and not one that is only queued', () => {
    const start = pipelineOf([job('build-a'), job('build-b')]);
    expect(play(start, 'run build-a', TIMEOUT).jobs.map(({ status }) => status)).toEqual(['failed', 'pending']);
  });

  it('shows what is overdue with the next step, even with one that is refused', () => {
    const start = play(pipelineOf([external('test')]), { type: 'advance', ms: 3_600_000, unnoticed: true });
    expect(start.jobs[0]?.status).toBe('running_externally');
    expect(oracleApply(start, on('run', 'test')).jobs[0]?.status).toBe('failed');
  });
});

describe('retry by itself', () => {
  it('starts a build again, as often as it says, before anybody hears of the failure', () => {
    const start = pipelineOf([job('build', { retries: 1 }), job('test')], { autoCancelOnJobFailure: true });
    const again = play(start, 'drop build');
    expect(line(again)).toBe('pending | pending created | pending created');
    expect(line(play(again, 'drop build'))).toBe('failed | failed skipped | failed skipped');
  });

  it('asks nobody again for a manual job', () => {
    const start = play(pipelineOf([job('build', { when: 'manual', retries: 1 })]), 'play build', 'run build', TIMEOUT);
    expect(start.jobs[0]).toMatchObject({ status: 'pending', attempt: 2 });
  });
});

/** The times that a step of a job sets and leaves, and what a failure brings with it. */
import { planOf, TestPipeline, type JobSketch } from './facts.fixture';

const TIMEOUT_MS = 5_000;

describe('the deadline of a job', () => {
  it('is set when the work begins, not before, and stands after its end', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'build', timeoutMs: TIMEOUT_MS }]));
    expect(pipeline.job('build').deadlineAt).toBeNull();
    pipeline.fire('run', 'build');
    const deadlineAt = pipeline.now + TIMEOUT_MS;
    expect(pipeline.job('build').deadlineAt).toBe(deadlineAt);
    pipeline.now += 1_000;
    pipeline.fire('success', 'build');
    expect(pipeline.job('build')).toMatchObject({ status: 'success', deadlineAt, finishedAt: pipeline.now });
  });
});

it('a job that is delayed by nothing starts at once, and its pipeline with it', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'later', when: 'delayed', startInMs: 0 }]));
  expect(pipeline.view).toEqual({ pipeline: 'pending', later: 'pending' });
});

it('a build that overruns its time has failed at the end of it', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'build', timeoutMs: TIMEOUT_MS }]));
  pipeline.fire('run', 'build');
  const startedAt = pipeline.now;
  pipeline.now += 2 * TIMEOUT_MS;
  pipeline.run({ type: 'process' });
  expect(pipeline.job('build')).toMatchObject({ status: 'failed', failureReason: 'job_execution_timeout', finishedAt: startedAt + TIMEOUT_MS });
});

describe('a failure', () => {
  const failed = (sketch: Partial<JobSketch>): string | undefined => {
    const pipeline = new TestPipeline(planOf([{ name: 'job', ...sketch }]));
    const jobId = pipeline.job('job').id;
    if (sketch.kind === 'external') pipeline.fire('drop', 'job');
    else pipeline.run({ type: 'build_update', jobId, event: 'run', actor: 'r' }, { type: 'build_update', jobId, event: 'drop', failureReason: 'script_failure', actor: 'r' });
    return pipeline.view['job'];
  };

  it('is tried again for any one of the reasons that the job names', () => {
    expect(failed({ retry: { max: 1, when: ['runner_system_failure', 'script_failure'] } })).toBe('pending');
    expect(failed({ retry: { max: 1, when: ['runner_system_failure'] } })).toBe('failed');
  });

  it('of work outside is never tried again by itself', () => {
    expect(failed({ kind: 'external', retry: { max: 1, when: ['always'] } })).toBe('failed');
  });
});

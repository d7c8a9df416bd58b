/** Every verdict of a callback, at the level of the rule; the database and HTTP levels have tests of their own. */
import { TestPipeline, planOf } from '../processing/facts.fixture';
import type { CallbackCommand, CallbackOutcome } from '../commands/pipeline-command';
import { NO_PROGRESS } from '../processing/pipeline-facts';

const plan = planOf([
  { name: 'first', stage: 'a' },
  { name: 'wait', kind: 'external', stage: 'b', timeoutMs: 5_000 },
  { name: 'last', stage: 'c' },
]);
const report = (outcome: CallbackOutcome, overrides: Partial<CallbackCommand> = {}): CallbackCommand => ({
  type: 'callback',
  callbackId: 'c',
  jobId: null,
  jobName: 'wait',
  matchKey: null,
  report: { outcome, progress: NO_PROGRESS },
  actor: 'flux',
  ...overrides,
});
const judge = (pipeline: TestPipeline, command: CallbackCommand): string => {
  const [result] = pipeline.run(command).results;
  return result?.type === 'matched' ? `${result.match.verdict}: ${result.match.reason}` : 'no match';
};
const waiting = (): TestPipeline => {
  const pipeline = new TestPipeline(plan);
  pipeline.fire('success', 'first');
  return pipeline;
};

describe('a callback', () => {
  it('is accepted by a waiting job, which it ends', () => {
    const pipeline = waiting();
    expect(judge(pipeline, report('success'))).toBe('accepted: ended_the_job');
    expect(pipeline.view).toMatchObject({ wait: 'success', last: 'pending' });
    expect(pipeline.history.at(-2)).toMatchObject({ event: 'success', cause: { type: 'callback', actor: 'flux' } });
  });

  it('fails a waiting job with api_failure', () => {
    const pipeline = waiting();
    expect(judge(pipeline, report('failed'))).toBe('accepted: ended_the_job');
    expect(pipeline.job('wait').failureReason).toBe('api_failure');
  });

  it('is a duplicate when it says the same again and a conflict when it says otherwise; the first stands', () => {
    const pipeline = waiting();
    judge(pipeline, report('failed'));
    expect(judge(pipeline, report('failed'))).toBe('duplicate: same_outcome');
    expect(judge(pipeline, report('success'))).toBe('conflict: other_outcome_stands');
    expect(pipeline.view['wait']).toBe('failed');
  });

  it('is late at its deadline even when it is the first to notice, and when it says what the deadline said', () => {
    const pipeline = waiting();
    pipeline.now += 5_000;
    expect(judge(pipeline, report('success'))).toBe('late: after_deadline');
    expect(judge(pipeline, report('failed'))).toBe('late: after_deadline');
    expect(pipeline.view).toMatchObject({ wait: 'failed', last: 'skipped' });
  });

  it('is late after a cancel, even when it is the first to say what the cancel did', () => {
    const pipeline = waiting();
    pipeline.fire('cancel', 'wait');
    for (const outcome of ['success', 'failed', 'canceled'] as const) expect(judge(pipeline, report(outcome))).toBe('late: after_cancel');
    expect(judge(pipeline, report('running'))).toBe('late: after_end');
  });

  it('of canceled is an outcome like any other where nobody has asked for it', () => {
    const pipeline = waiting();
    expect(judge(pipeline, report('canceled'))).toBe('accepted: ended_the_job');
    expect(judge(pipeline, report('canceled'))).toBe('duplicate: same_outcome');
    for (const outcome of ['success', 'failed'] as const) expect(judge(pipeline, report(outcome))).toBe('conflict: other_outcome_stands');
    expect(judge(pipeline, report('running'))).toBe('ignored: after_end');
    expect(pipeline.view['wait']).toBe('canceled');
  });

  it('of canceled is a matter of its attempt: the next is canceled by a person', () => {
    const pipeline = waiting();
    judge(pipeline, report('canceled'));
    pipeline.fire('retry', 'wait');
    pipeline.fire('cancel', 'wait');
    expect(judge(pipeline, report('success'))).toBe('late: after_cancel');
  });

  it('is superseded for an older attempt', () => {
    const pipeline = waiting();
    const jobId = pipeline.job('wait').id;
    pipeline.fire('drop', 'wait');
    pipeline.fire('retry', 'wait');
    expect(judge(pipeline, report('failed', { jobId }))).toBe('superseded: older_attempt');
    expect(judge(pipeline, report('success'))).toBe('accepted: ended_the_job');
  });

  it('is superseded, and is told of, for an attempt that is not at hand any more', () => {
    const pipeline = waiting();
    const jobId = pipeline.job('wait').id;
    pipeline.fire('drop', 'wait');
    pipeline.fire('retry', 'wait');
    pipeline.facts = { ...pipeline.facts, jobs: pipeline.facts.jobs.filter(({ retried }) => !retried) };
    const { changes } = pipeline.run(report('failed', { jobId }));
    expect(changes.matches).toEqual([{ callbackId: 'c', jobId, kind: 'external', jobName: 'wait', verdict: 'superseded', reason: 'older_attempt' }]);
  });

  it('is parked while the job does not wait yet, and unmatched when it was skipped, is no external job or not there', () => {
    const pipeline = new TestPipeline(plan);
    expect(judge(pipeline, report('success'))).toBe('parked: not_waiting_yet');
    expect(judge(pipeline, report('success', { jobName: 'first' }))).toBe('unmatched: not_external');
    expect(judge(pipeline, report('success', { jobName: 'nobody' }))).toBe('unmatched: unknown_job');
    pipeline.fire('drop', 'first');
    expect(judge(pipeline, report('success'))).toBe('unmatched: skipped');
  });

  it('is superseded when it was parked for an attempt that is not at hand any more, and unmatched for one that never was', () => {
    const pipeline = waiting();
    const jobId = pipeline.job('wait').id;
    pipeline.fire('drop', 'wait');
    pipeline.fire('retry', 'wait');
    pipeline.facts = { ...pipeline.facts, jobs: pipeline.facts.jobs.filter(({ retried }) => !retried) };
    expect(judge(pipeline, report('success', { jobId }))).toBe('superseded: older_attempt');
    expect(judge(pipeline, report('success', { jobId: pipeline.job('wait').id + 1 }))).toBe('unmatched: unknown_job');
    expect(judge(pipeline, report('success', { jobId, jobName: 'nobody' }))).toBe('unmatched: unknown_job');
  });

  it('tells of progress and is a sign of life only if it is taken', () => {
    const shown = (pipeline: TestPipeline): unknown => [pipeline.job('wait').progress, pipeline.job('wait').heartbeatAt];
    const says = (description: string): Partial<CallbackCommand> => ({ report: { outcome: 'success', progress: { ...NO_PROGRESS, description } } });
    const early = new TestPipeline(plan);
    judge(early, report('success', says('too early')));
    expect(shown(early)).toEqual([NO_PROGRESS, null]);
    const pipeline = waiting();
    judge(pipeline, report('failed'));
    const before = shown(pipeline);
    pipeline.now += 1_000;
    expect(judge(pipeline, report('success', says('otherwise')))).toBe('conflict: other_outcome_stands');
    expect(shown(pipeline)).toEqual(before);
  });

  it('may name its job by the number alone', () => {
    const pipeline = waiting();
    expect(judge(pipeline, report('success', { jobId: pipeline.job('wait').id, jobName: null }))).toBe('accepted: ended_the_job');
    expect(judge(pipeline, report('success', { jobId: null, jobName: null }))).toBe('unmatched: unknown_job');
  });

  it('does not fall back to the name when the id names another job', () => {
    const pipeline = waiting();
    const jobId = pipeline.job('first').id;
    expect(judge(pipeline, report('success', { jobId }))).toBe('unmatched: unknown_job');
    expect(pipeline.view['wait']).toBe('running_externally');
  });
});

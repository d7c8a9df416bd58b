// Proves what processing decides for jobs, stages and the pipeline, one rule of the law per example.
import type { OracleWhen } from './oracle-definition';
import { job, line, needs, pipelineOf, play } from './pipeline.fixture';
import { settle } from './settle';

describe('a job that waits for earlier stages', () => {
  const outcomes: readonly [OracleWhen, string, string, string, string][] = [
    ['on_success', 'pending', 'skipped', 'pending', 'skipped'],
    ['always', 'pending', 'pending', 'pending', 'skipped'],
    ['on_failure', 'skipped', 'pending', 'skipped', 'skipped'],
    ['manual', 'manual', 'skipped', 'manual', 'skipped'],
    ['delayed', 'scheduled', 'skipped', 'scheduled', 'skipped'],
  ];
  it.each(outcomes)('%s: success %s, failed %s, skipped %s, canceled %s', (when, success, failed, skipped, canceled) => {
    const start = pipelineOf([job('build'), job('test', { when })]);
    expect(play(start, 'success build').jobs[1]?.status).toBe(success);
    expect(play(start, 'drop build').jobs[1]?.status).toBe(failed);
    expect(play(start, 'cancel build').jobs[1]?.status).toBe(canceled);
    expect(pipelineOf([job('build', { when: 'on_failure' }), job('test', { when })]).jobs[1]?.status).toBe(skipped);
  });
});

describe('a job that waits for its needs', () => {
  const outcomes: readonly [OracleWhen, string, string, string, string][] = [
    ['on_success', 'pending', 'skipped', 'skipped', 'skipped'],
    ['always', 'pending', 'pending', 'pending', 'skipped'],
    ['on_failure', 'skipped', 'pending', 'skipped', 'skipped'],
    ['manual', 'manual', 'skipped', 'skipped', 'skipped'],
    ['delayed', 'scheduled', 'skipped', 'skipped', 'skipped'],
  ];
  it.each(outcomes)('%s: success %s, failed %s, skipped %s, canceled %s', (when, success, failed, skipped, canceled) => {
    const start = pipelineOf([job('build'), job('test', { when, ...needs('build') })]);
    expect(play(start, 'success build').jobs[1]?.status).toBe(success);
    expect(play(start, 'drop build').jobs[1]?.status).toBe(failed);
    expect(play(start, 'cancel build').jobs[1]?.status).toBe(canceled);
    const passedOver = [job('build', { when: 'on_failure' }), job('test', { when, ...needs('build') })];
    expect(pipelineOf(passedOver).jobs[1]?.status).toBe(skipped);
  });

  it('starts at once with no needs, or when all optional ones are absent', () => {
    const optional = { needs: [{ job: 'build-ruled-out', optional: true }] };
    const start = pipelineOf([job('build'), job('test', { needs: [] }), job('deploy', optional)]);
    expect(line(start)).toBe('pending | pending pending pending | pending pending pending');
  });

  it('does not wait for other jobs of earlier stages', () => {
    const start = pipelineOf([job('build-a'), job('build-b'), job('test', needs('build-a'))]);
    expect(line(play(start, 'success build-a'))).toBe('running | running pending | success pending pending');
  });

  it('is decided in one step behind jobs of its own stage', () => {
    const start = pipelineOf([
      job('test-c', needs('test-b')),
      job('test-b', needs('test-a')),
      job('test-a', { when: 'on_failure' }),
    ]);
    expect(line(start)).toBe('skipped | skipped | skipped skipped skipped');
  });

  it('starts with always while one need still runs, once another was skipped', () => {
    const start = pipelineOf([
      job('build'),
      job('build-never', { when: 'on_failure' }),
      job('test', { when: 'always', ...needs('build', 'build-never') }),
    ]);
    expect(start.jobs[2]?.status).toBe('pending');
  });
});

describe('manual and delayed jobs', () => {
  it('do not block when they may fail', () => {
    const start = pipelineOf([job('build', { when: 'manual' }), job('test')]);
    expect(line(start)).toBe('pending | skipped pending | manual pending');
  });

  it('block when they may not fail', () => {
    const start = pipelineOf([job('build', { when: 'manual', allowFailure: false }), job('test')]);
    expect(line(start)).toBe('manual | manual created | manual created');
  });

  it('skip a dependent by needs even when they may fail', () => {
    const start = pipelineOf([job('build', { when: 'manual' }), job('test', needs('build'))]);
    expect(line(start)).toBe('skipped | skipped skipped | manual skipped');
  });

  it('wait for a person when a delayed job has no delay', () => {
    expect(pipelineOf([job('build', { when: 'delayed', startInMs: null })]).jobs[0]?.status).toBe('manual');
  });

  it('hold the pipeline as scheduled', () => {
    const start = pipelineOf([job('build', { when: 'delayed' }), job('test')]);
    expect(line(start)).toBe('scheduled | scheduled created | scheduled created');
    expect(line(play(start, 'advance 60000'))).toBe('pending | pending created | pending created');
  });
});

describe('the written status', () => {
  it('passes over failures that are allowed', () => {
    const start = pipelineOf([job('build', { allowFailure: true }), job('test')]);
    expect(line(play(start, 'drop build', 'success test'))).toBe('success | success success | failed success');
  });

  it('keeps a stage as it was while its jobs add up to created', () => {
    const start = pipelineOf([
      job('build', { when: 'manual' }),
      job('test', needs('build')),
      job('deploy', needs('test')),
    ]);
    expect(line(play(start, 'play build'))).toBe('pending | pending skipped skipped | pending created created');
  });

  it('takes the pipeline back to running, not to pending, once it was under way', () => {
    const start = pipelineOf([job('build'), job('test', { when: 'on_failure' })]);
    const failed = play(start, 'drop build', 'drop test');
    expect(line(failed)).toBe('failed | failed failed | failed failed');
    expect(line(play(failed, 'retry pipeline'))).toBe('running | pending failed | pending created');
  });

  it('is success for a pipeline without jobs', () => {
    expect(line(pipelineOf([]))).toBe('success |  | ');
  });

  it('stays as it is when a settled pipeline is processed again', () => {
    const start = play(pipelineOf([job('build'), job('test'), job('deploy', needs('build'))]), 'success build');
    expect(settle(start)).toEqual(start);
  });
});

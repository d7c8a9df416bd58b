// Proves what play, retry of a job and retry of a pipeline bring back, and what they leave alone.
import { external, job, line, needs, pipelineOf, play } from './pipeline.fixture';

describe('play', () => {
  const gated = () =>
    pipelineOf([job('build', { when: 'manual' }), job('test', needs('build')), job('deploy', needs('test'))]);

  it('reconsiders skipped dependents near and far', () => {
    expect(line(play(gated(), 'play build', 'success build'))).toBe(
      'running | success pending skipped | success pending created',
    );
  });

  it('differs from enqueue, which leaves them skipped', () => {
    expect(line(play(gated(), 'enqueue build'))).toBe('pending | pending skipped skipped | pending skipped skipped');
  });

  it('leaves skipped jobs of its own stage that do not depend on it, though they could now run', () => {
    const manual = { when: 'manual' } as const;
    const start = pipelineOf([job('build-a', manual), job('build-b', needs('build-a')), job('build-c', manual)]);
    const played = play(start, 'enqueue build-a', 'success build-a', 'play build-c');
    expect(line(played)).toBe('running | running | success skipped pending');
  });

  it('retries a job that has ended, at once and without asking again', () => {
    const again = play(gated(), 'play build', 'drop build', 'play build');
    expect(again.jobs[0]).toMatchObject({ status: 'pending', attempt: 2 });
  });

  it('starts a delayed job early', () => {
    expect(play(pipelineOf([job('build', { when: 'delayed' })]), 'play build').jobs[0]?.status).toBe('pending');
  });

  it('reaches dependents through jobs that are not skipped', () => {
    const start = pipelineOf([
      job('test-a'),
      job('test-b', { when: 'always', ...needs('test-a') }),
      job('test-c', needs('test-b')),
    ]);
    const failed = play(start, 'drop test-a', 'drop test-b');
    expect(line(failed)).toBe('failed | failed | failed failed skipped');
    expect(play(failed, 'retry test-a').jobs[2]?.status).toBe('skipped');
    expect(play(failed, 'retry test-b').jobs[2]?.status).toBe('created');
  });
});

describe('retry of a job', () => {
  it('puts a fresh attempt in its place and reconsiders all skipped jobs of later stages', () => {
    const start = pipelineOf([job('build-a'), job('build-b'), job('test'), job('deploy', needs('build-b'))]);
    const failed = play(start, 'success build-b', 'drop build-a');
    expect(line(failed)).toBe('running | failed skipped pending | failed success skipped pending');
    const again = play(failed, 'retry build-a');
    expect(line(again)).toBe('running | running skipped pending | pending success created pending');
    expect(again.jobs[0]?.attempt).toBe(2);
  });

  it('leaves what is not skipped alone', () => {
    const start = pipelineOf([job('build'), job('test', { when: 'on_failure' })]);
    const failed = play(start, 'drop build', 'success test');
    expect(line(play(failed, 'retry build'))).toBe('running | pending success | pending success');
  });

  it('asks nobody again for a manual or delayed job', () => {
    const start = pipelineOf([job('build-a', { when: 'manual' }), job('build-b', { when: 'delayed' })]);
    const failed = play(start, 'play build-a, build-b', 'drop build-a, build-b', 'retry build-a, build-b');
    expect(line(failed)).toBe('running | pending | pending pending');
  });

  it('starts an external job anew', () => {
    const again = play(pipelineOf([external('build')]), 'drop build', 'retry build');
    expect(again.jobs[0]).toMatchObject({ status: 'running_externally', attempt: 2 });
  });
});

describe('retry of a pipeline', () => {
  it('repeats what went wrong, and manual jobs wait again', () => {
    const start = pipelineOf([
      job('build-a'),
      job('build-b'),
      external('build-c'),
      job('build-d', { when: 'manual', allowFailure: false }),
      job('test'),
    ]);
    const failed = play(start, 'success build-a', 'drop build-b, build-c', 'play build-d', 'drop build-d');
    expect(line(failed)).toBe('failed | failed skipped | success failed failed failed skipped');
    expect(line(play(failed, 'retry pipeline'))).toBe(
      'running | running skipped | success pending running_externally manual created',
    );
  });
});

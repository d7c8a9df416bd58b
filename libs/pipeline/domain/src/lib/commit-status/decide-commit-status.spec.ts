/** Proves what a reported commit status does to its pipeline: found or made, moved or refused, counted by every fold. */
import fc from 'fast-check';
import type { CommitStatusCommand } from '../commands/pipeline-command';
import { PIPELINE_JOBS_MAX } from '../plan/pipeline-plan';
import { TestPipeline, planOf } from '../processing/facts.fixture';
import type { JobFacts } from '../processing/pipeline-facts';
import { COMMIT_STATUS_STATES, type CommitStatusState } from './commit-status-state';

const status = (state: CommitStatusState, more: Partial<CommitStatusCommand> = {}): CommitStatusCommand => ({
  type: 'commit_status',
  name: 'flux',
  state,
  description: null,
  targetUrl: null,
  coverage: null,
  actor: 'bot',
  ...more,
});

const empty = (): TestPipeline => new TestPipeline(planOf([]));
const withBuild = (): TestPipeline => new TestPipeline(planOf([{ name: 'build' }]));
const attempts = (pipeline: TestPipeline, name = 'flux'): readonly JobFacts[] => pipeline.facts.jobs.filter((job) => job.name === name);

describe('a status that is new', () => {
  it.each([
    ['pending', 'pending', ['enqueue']],
    ['running', 'running', ['enqueue', 'run']],
    ['success', 'success', ['success']],
    ['failed', 'failed', ['drop']],
    ['canceled', 'canceled', ['cancel']],
    ['skipped', 'skipped', ['skip']],
  ] as const)('reported %s is %s, by events of its machine', (state, to, events) => {
    const pipeline = empty();
    const { results } = pipeline.run(status(state));
    expect(results).toEqual([{ type: 'done', jobIds: [expect.any(Number)] }]);
    expect(pipeline.job('flux')).toMatchObject({ kind: 'generic', status: to, attempt: 1, retried: false });
    expect(pipeline.history.map(({ event, kind, cause }) => [event, kind, cause.actor])).toEqual(events.map((event) => [event, 'generic', 'bot']));
    expect(pipeline.job('flux').failureReason).toBe(state === 'failed' ? 'api_failure' : null);
  });

  it('stands in the stage external behind all others, which is made once', () => {
    const pipeline = withBuild();
    pipeline.run(status('running'), status('running', { name: 'other' }));
    pipeline.run(status('success', { name: 'third' }));
    expect(pipeline.facts.stages.map(({ name, position, status: folded }) => [name, position, folded])).toEqual([
      ['test', 0, 'pending'],
      ['external', 1_000_000, 'running'],
    ]);
    expect(new Set(pipeline.facts.stages.map(({ id }) => id)).size).toBe(2);
  });

  it('is refused in a pipeline that has as many jobs as it may', () => {
    const pipeline = new TestPipeline(planOf(Array.from({ length: PIPELINE_JOBS_MAX - 1 }, (_unused, index) => ({ name: `job ${index}` }))));
    const { results } = pipeline.run(status('running'), status('running', { name: 'other' }), status('success'));
    expect(results.map((result) => ('refusal' in result ? result.refusal : result.type))).toEqual(['done', 'too_many_jobs', 'done']);
  });
});

describe('a status under way', () => {
  it('is moved by its user, who may leave out what was told before', () => {
    const pipeline = empty();
    pipeline.run(status('pending', { description: 'queued', targetUrl: 'https://example.com', coverage: 12.5 }));
    pipeline.run(status('running'));
    expect(pipeline.job('flux').progress).toMatchObject({ description: 'queued' });
    pipeline.run(status('success', { description: 'done', coverage: 98 }));
    expect(attempts(pipeline)).toHaveLength(1);
    expect(pipeline.job('flux')).toMatchObject({
      status: 'success',
      progress: { description: 'done', targetUrl: 'https://example.com' },
      commitStatus: { author: 'bot', coverage: 98 },
    });
  });

  it('of another user is left where it is and counts no more', () => {
    const pipeline = empty();
    pipeline.run(status('running', { actor: 'someone' }));
    pipeline.run(status('success'));
    expect(attempts(pipeline).map(({ status: of, retried, attempt }) => [of, retried, attempt])).toEqual([
      ['running', true, 1],
      ['success', false, 2],
    ]);
    expect(pipeline.view['pipeline']).toBe('success');
  });

  it.each([
    ['running', 'running', { event: 'run', from: 'running' }],
    ['running', 'pending', { event: 'enqueue', from: 'running' }],
    ['pending', 'pending', { event: 'enqueue', from: 'pending' }],
    ['running', 'skipped', { event: 'skip', from: 'running' }],
  ] as const)('%s does not take %s, and nothing is changed', (first, second, transition) => {
    const pipeline = empty();
    pipeline.run(status(first, { description: 'as it was' }));
    const before = pipeline.facts;
    const { results, changes } = pipeline.run(status(second, { description: 'changed' }));
    expect(results).toEqual([{ type: 'refused', refusal: 'illegal_event', transition }]);
    expect(changes.pipeline).toBeNull();
    expect(pipeline.facts).toEqual(before);
  });
});

describe('a status that has ended', () => {
  it('is never moved: a newer one takes its place', () => {
    const pipeline = empty();
    pipeline.run(status('failed'));
    expect(pipeline.view['pipeline']).toBe('failed');
    pipeline.run(status('success'));
    expect(attempts(pipeline).map(({ status: of, retried }) => [of, retried])).toEqual([['failed', true], ['success', false]]);
    expect(pipeline.view['pipeline']).toBe('success');
  });

  it('is made anew for each of many in one pass, with one latest', () => {
    const pipeline = empty();
    pipeline.run(...Array.from({ length: 20 }, () => status('success')));
    expect(attempts(pipeline).map(({ attempt }) => attempt)).toEqual(Array.from({ length: 20 }, (_unused, index) => index + 1));
    expect(attempts(pipeline).filter(({ retried }) => !retried)).toHaveLength(1);
  });
});

describe('the name of a job that is no commit status', () => {
  it('is refused', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'flux', kind: 'external' }]));
    expect(pipeline.run(status('success')).results).toEqual([{ type: 'refused', refusal: 'name_taken' }]);
    expect(attempts(pipeline)).toHaveLength(1);
  });
});

describe('a pipeline with commit statuses', () => {
  it('waits for one that is under way and fails with one that has failed', () => {
    const pipeline = withBuild();
    pipeline.run(status('running'));
    pipeline.fire('success', 'build');
    expect(pipeline.view['pipeline']).toBe('running');
    pipeline.run(status('failed'));
    expect(pipeline.view).toEqual({ pipeline: 'failed', build: 'success', flux: 'failed' });
  });

  it.each([
    ['running', 'created'],
    ['success', 'pending'],
    ['failed', 'skipped'],
  ] as const)('has what needs one by its name wait for it: %s', (state, decided) => {
    const needs = ['build', 'flux'].map((name) => ({ name, optional: name === 'flux' }));
    const pipeline = new TestPipeline(planOf([{ name: 'build' }, { name: 'after', needs }]));
    pipeline.run(status(state));
    pipeline.fire('success', 'build');
    expect(pipeline.job('after').status).toBe(decided);
  });

  it('cancels them with itself, but nobody cancels, plays or retries one alone', () => {
    const pipeline = withBuild();
    pipeline.run(status('running'));
    const { id } = pipeline.job('flux');
    for (const type of ['cancel_job', 'play_job', 'retry_job'] as const) {
      expect(pipeline.run({ type, jobId: id, actor: 'root' }).results).toEqual([expect.objectContaining({ type: 'refused' })]);
    }
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    expect(pipeline.view).toEqual({ pipeline: 'canceled', build: 'canceled', flux: 'canceled' });
    pipeline.run({ type: 'retry_pipeline', actor: 'root' });
    expect(pipeline.view['flux']).toBe('canceled');
  });
});

it('is not canceled with a pipeline that was made for it alone', () => {
  const pipeline = empty();
  pipeline.facts = { ...pipeline.facts, source: 'external' };
  pipeline.run(status('running'));
  expect(pipeline.run({ type: 'cancel_pipeline', actor: 'root' }).results).toEqual([{ type: 'refused', refusal: 'pipeline_not_cancelable' }]);
  expect(pipeline.view['flux']).toBe('running');
});

it('is one of its name and the same however reports are put together', () => {
  const reports = fc.array(
    fc.record({ state: fc.constantFrom(...COMMIT_STATUS_STATES), name: fc.constantFrom('a', 'b'), actor: fc.constantFrom('bot', 'root') }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(reports, (given) => {
      const commands = given.map(({ state, ...more }) => status(state, more));
      const [together, alone] = [withBuild(), withBuild()];
      const { results } = together.run(...commands);
      const each = commands.flatMap((command) => alone.run(command).results);
      expect(results.map(({ type }) => type)).toEqual(each.map(({ type }) => type));
      expect(together.view).toEqual(alone.view);
      const rows = (pipeline: TestPipeline): unknown[] =>
        pipeline.facts.jobs.map(({ name, attempt, status: of, retried }) => [name, attempt, of, retried]);
      expect(rows(together)).toEqual(rows(alone));
    }),
  );
});

/** Places that forget: what is found is the same every time, and whoever doubts it can run it as a case. */
import { readCase, ReducerEngine, runCase } from '@holdpoint/evaluation-scenario';
import { severityOf, type ExperimentContext, type ExperimentResult, type Finding } from '@holdpoint/evaluation-experiment';
import { HOLDPOINT_CI_MODEL, membersOf, nextStatus } from '@holdpoint/pipeline-domain';
import { ablation } from './ablation';
import { applicablePlaces, placeId, type Place } from './place';
import { withoutPlaces } from './without-places';

const context: ExperimentContext = { seed: 1, databaseUrl: null, signal: new AbortController().signal, progress: () => undefined };
const places = applicablePlaces(HOLDPOINT_CI_MODEL);
const named = (id: string): Place => places.find((place) => placeId(place) === id) ?? fail(id);
const fail = (id: string): never => {
  throw new Error(`no place ${id}`);
};

describe('the places of the model', () => {
  it('are those that know the added status or kind, and no others', () => {
    const ids = places.map(placeId);
    expect(ids).toEqual(expect.arrayContaining(['status.fold.needs', 'status.external.drop', 'status.job.deadline', 'kind.needs.needed']));
    expect(ids.filter((id) => ['status.reset.candidate', 'status.build.drop', 'status.stage.run', 'kind.auto_retry'].includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('forget alone, together, or are given what they must not have', () => {
    const model = withoutPlaces(HOLDPOINT_CI_MODEL, [named('status.external.drop'), { part: 'admits', set: 'retryable' }]);
    expect(nextStatus(model.statuses, 'external', 'drop', 'running_externally')).toBeUndefined();
    expect(nextStatus(model.statuses, 'external', 'success', 'running_externally')).toBe('success');
    expect(membersOf(model.statuses, 'retryable', 'job.retryable')).toContain('running_externally');
  });
});

describe('the ablation', () => {
  let result: ExperimentResult;
  const finding = (id: string): Finding => result.findings.find((other) => other.id === id) ?? fail(id);
  beforeAll(async () => {
    result = await ablation.run(context);
  });

  it('has a finding for each place and nothing broken in the product', () => {
    expect(result.findings.map(({ id }) => id)).toEqual(places.map(placeId));
    expect(result.broken).toEqual([]);
  });

  it('finds the same again', async () => {
    expect(await ablation.run({ ...context, seed: 2 })).toEqual(result);
  });

  it.each([
    ['status.fold.needs', 'started_early', 'critical'],
    ['status.fold.prior_stages', 'started_early', 'critical'],
    ['kind.needs.needed', 'started_early', 'critical'],
    ['kind.processing.candidate', 'stuck', 'high'],
    ['status.external.enqueue', 'stuck', 'high'],
    ['kind.retry.fields', 'server_error', 'high'],
    ['kind.pipeline.retry', 'retry_lost', 'medium'],
    ['status.pipeline.cancel', 'cancel_without_effect', 'medium'],
    ['kind.list.external_jobs', 'not_shown', 'low'],
    ['status.deployment.status', 'not_shown', 'low'],
    ['kind.deployment.make', 'not_shown', 'low'],
    ['kind.environment.change', 'not_shown', 'low'],
    ['kind.pipeline.duration', 'wrong_time', 'low'],
    ['status.pipeline.started_at', 'nothing', 'none'],
  ])('of %s shows %s, which is %s', (id, symptom, severity) => {
    expect(finding(id)).toMatchObject({ severity, data: { symptom, measured: true } });
  });

  it('gives every finding the severity of what is worst', () => {
    const measured = result.findings.filter(({ data }) => data['measured'] === true);
    expect(measured.map(({ severity }) => severity)).toEqual(measured.map(({ data }) => severityOf(data['symptom'] as 'stuck')));
  });

  it('never takes what it could not measure for nothing', () => {
    expect(finding('status.api.job_scope')).toMatchObject({ observation: expect.stringMatching(/^Not measured here/), data: { measured: false } });
    expect(finding('status.api.job_scope').data).not.toHaveProperty('symptom');
  });

  it('says which integration points a place takes care of', () => {
    expect(finding('status.fold.needs').data['points']).toBe('9');
    expect(finding('status.hook.start').data['points']).toBe('22, 66');
  });

  it('reproduces what a case can show by one that passes on the product and fails where the place forgets', async () => {
    const reproduced = result.findings.filter(({ reproduction }) => reproduction !== null);
    expect(reproduced.length).toBeGreaterThan(20);
    for (const { id, reproduction } of reproduced) {
      const read = readCase(id, reproduction ?? '');
      if (!read.ok) throw new Error(read.error);
      expect(await runCase(new ReducerEngine(HOLDPOINT_CI_MODEL), read.value)).toEqual({ name: id, failure: null });
      const changed = runCase(new ReducerEngine(withoutPlaces(HOLDPOINT_CI_MODEL, [named(id)])), read.value);
      expect(await changed.then(({ failure }) => failure, () => 'crashed')).not.toBeNull();
    }
  });

  it('shrinks: the needs of a job are folded wrongly in a pipeline of two jobs to which nothing happens', () => {
    expect(finding('status.fold.needs').data).toMatchObject({ jobs: 2, steps: 0, first_symptom: 'started_early' });
  });

  it('stops when it is asked to', async () => {
    await expect(ablation.run({ ...context, signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
  });
});

/** Every fold with a job that waits: how many there are, what the product and the designs it was chosen over make of them. */
import type { ExperimentResult } from '@holdpoint/evaluation-experiment';
import { ablateStatus } from '@holdpoint/pipeline-domain';
import { faultyReproductions, severities, UNWATCHED } from './experiment.fixture';
import { compareFolds, foldSideEffects } from './fold-side-effects';
import { PRODUCT_DESIGN, WAITING_DESIGNS } from './waiting-design';

let whole: ExperimentResult;

beforeAll(async () => {
  whole = await foldSideEffects.run({ ...UNWATCHED, seed: 1, databaseUrl: null });
});

const dataOf = (id: string) => whole.findings.find((finding) => finding.id === id)?.data;

it('holds in the product, in every case', () => {
  expect(whole.broken).toEqual([]);
  // C(28 + 5, 5) - C(26 + 5, 5) groups of up to five of 28 kinds of job with one that waits, folded by four.
  expect(dataOf('as_running.same')).toMatchObject({ cases: 0, of: 4 * 67_425 });
  // 2^16 sets of 16 kinds of job that a fold can tell apart.
  expect(dataOf('as_running.any-size')).toEqual({ variant: 'as_running', cases: 4 * 65_536, differing: 0, groups: 67_425, irreducible: 0 });
});

it('counts what goes wrong in the designs that were not chosen', () => {
  expect(whole.summary).toBe(
    "as_running: 0 of 269700 folds differ, 0 to a user's harm; own_status: 137351 of 269700 folds differ, 38025 to a user's harm; " +
      "naive: 127674 of 269700 folds differ, 73769 to a user's harm; " +
      "waiting_for_callback: 137351 of 269700 folds differ, 48450 to a user's harm.",
  );
  expect(dataOf('naive.prior-stages.started_early')).toEqual({
    variant: 'naive',
    symptom: 'started_early',
    cases: 2_366,
    of: 269_700,
    'running → failed': 2_366,
  });
});

it('tells the smallest example of each kind', () => {
  const observations = Object.fromEntries(whole.findings.map(({ id, observation }) => [id, observation]));
  expect(observations).toMatchObject({
    'naive.prior-stages.started_early':
      'The fold of prior stages over running_externally is failed instead of running: a job after them starts although the wait is not over.',
    'waiting_for_callback.stage.wrong_status':
      'The fold of stage over waiting_for_callback, waiting_for_resource is waiting_for_resource instead of running.',
  });
});

it('has reproductions that the product passes and the design in question fails', async () => {
  expect(whole.findings.filter(({ reproduction }) => reproduction !== null).length).toBeGreaterThan(8);
  expect(await faultyReproductions(whole.findings)).toEqual([]);
});

it('finds the same again', async () => {
  const [one, other] = [await compareFolds(WAITING_DESIGNS, 3, UNWATCHED), await compareFolds(WAITING_DESIGNS, 3, UNWATCHED)];
  expect(one).toEqual(other);
});

it('notices one reader of the table that does not know the state', async () => {
  const { kinds, statuses } = PRODUCT_DESIGN.model;
  const planted = { ...PRODUCT_DESIGN, model: { kinds, statuses: ablateStatus(statuses, 'fold.needs') } };
  const { broken, findings } = await compareFolds([planted], 2, UNWATCHED);
  expect(broken).toEqual(foldSideEffects.invariants.slice(0, 1));
  expect(severities(findings)).toEqual([
    'as_running.needs.started_early: critical',
    'as_running.needs.nothing: none',
    'as_running.any-size: medium',
  ]);
});

it('notices one row that has been moved', async () => {
  const { kinds, statuses } = PRODUCT_DESIGN.model;
  const row = { match: 'only', of: ['running_externally', 'success'], result: 'success' } as const;
  const fold = { ...statuses.fold, rows: [row, ...statuses.fold.rows] };
  const { broken, findings } = await compareFolds([{ ...PRODUCT_DESIGN, model: { kinds, statuses: { ...statuses, fold } } }], 2, UNWATCHED);
  expect(broken).toEqual(foldSideEffects.invariants.slice(0, 1));
  expect(severities(findings).slice(0, 2)).toEqual([
    'as_running.needs.started_early: critical',
    'as_running.prior-stages.started_early: critical',
  ]);
  expect(findings.map(({ id }) => id)).toContain('as_running.pipeline.wrong_success');
});

it('stops when it is told to', async () => {
  const reason = new Error('enough');
  await expect(compareFolds(WAITING_DESIGNS, 2, { ...UNWATCHED, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

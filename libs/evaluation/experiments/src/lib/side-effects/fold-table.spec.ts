/** The experiment holds on the product, looks at as many folds as it says, and notices a table that is wrong. */
import { HOLDPOINT_CI_MODEL, foldTable as foldTableOf, type StatusModel } from '@holdpoint/pipeline-domain';
import { foldAll } from './fold-table';

const { statuses } = HOLDPOINT_CI_MODEL;
const run = (model: StatusModel) => foldAll(model, { progress: () => undefined });

it('holds on the product, in every case', () => {
  const { broken, findings } = run(statuses);
  expect(broken).toEqual([]);
  // 2 ways to wait, with 1 + 28 + C(29, 2) groups of up to two of 28 kinds of job.
  expect(findings.map(({ severity, data }) => [severity, data])).toEqual(Array(4).fill(['none', { cases: 870, differing: 0 }]));
});

it('notices a table that does not know the state, with the smallest example', () => {
  const { broken, findings } = run({ ...statuses, fold: foldTableOf('naive') });
  expect(broken).toHaveLength(1);
  expect(findings.map(({ severity }) => severity)).toEqual(Array(4).fill('medium'));
  expect(findings[0]?.observation).toBe('running_externally fold to failed instead of running.');
});

it('notices one row that is wrong', () => {
  const first = { match: 'any', of: ['manual'], result: 'manual' } as const;
  const { findings } = run({ ...statuses, fold: { ...statuses.fold, rows: [first, ...statuses.fold.rows] } });
  expect(findings[0]?.observation).toBe('running_externally, manual fold to manual instead of running.');
});

/** Pairs: what keeps a mistake harmless is found by making it forget as well. */
import type { ExperimentResult, Symptom } from '@holdpoint/evaluation-experiment';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { ablationPairs } from './ablation-pairs';
import type { Measured } from './measure-place';
import { comparePair, mildPairs, newSymptoms, worstPairs } from './pair-up';

const measured = (affected: number, ...symptoms: readonly [Symptom, ...Symptom[]]): Measured => ({
  places: [],
  changed: HOLDPOINT_CI_MODEL,
  impact: null,
  worst: symptoms[0],
  affected,
  symptoms: new Set(symptoms),
});
const [early, stuck, lost, none] = [measured(3, 'started_early'), measured(2, 'stuck'), measured(2, 'retry_lost'), measured(0, 'nothing')];

describe('pairs', () => {
  it('are made of the ten worst, those first that are noticed most', () => {
    const singles = [none, lost, measured(1, 'started_early'), early];
    expect(worstPairs(singles)[0]?.map(({ worst, affected }) => `${worst} ${affected}`)).toEqual(['started_early 3', 'started_early 1']);
    expect(worstPairs(Array.from({ length: 12 }, () => stuck))).toHaveLength(45);
  });

  it('are made of all that do nothing critical alone', () => {
    expect(mildPairs([early, stuck, lost, none])).toEqual([
      [stuck, lost],
      [stuck, none],
      [lost, none],
    ]);
  });

  it.each([
    [stuck, lost, none, 'worse'],
    [lost, early, stuck, 'milder'],
    [stuck, stuck, lost, 'the same'],
    [measured(1, 'skipped'), lost, none, 'the same'],
  ] as const)('are compared with the worse of the two by severity', (together, a, b, compared) => {
    expect(comparePair(together, [a, b])).toBe(compared);
  });

  it('show what neither shows alone', () => {
    expect(newSymptoms(measured(1, 'stuck', 'skipped', 'retry_lost'), [lost, none])).toEqual(['stuck', 'skipped']);
  });
});

describe('the experiment', () => {
  let result: ExperimentResult;
  beforeAll(async () => {
    result = await ablationPairs.run({ seed: 1, databaseUrl: null, signal: new AbortController().signal, progress: () => undefined });
  }, 60_000);

  it('finds that a job hangs for ever only when its deadline is forgotten as well as its callback', () => {
    const hangs = result.findings.filter(({ data }) => data['symptom'] === 'stuck').map(({ id }) => id);
    expect(hangs).toContain('status.job.deadline+status.callback.waiting');
    expect(result.findings.find(({ id }) => id === hangs[0])?.reproduction).not.toBeNull();
  });

  it('finds what is worse together than alone', () => {
    expect(result.findings.filter(({ data }) => data['compared'] === 'worse')).not.toEqual([]);
  });
});

/** Every two-stage pipeline with a job that waits: how many there are, and what each design makes of them. */
import type { ExperimentResult } from '@holdpoint/evaluation-experiment';
import { ablateStatus, type StatusReader } from '@holdpoint/pipeline-domain';
import { faultyReproductions, UNWATCHED } from './experiment.fixture';
import { comparePipelines, pipelineSideEffects } from './pipeline-side-effects';
import { dependentsOf, firstStages } from './two-stage-pipelines';
import { PRODUCT_DESIGN, WAITING_DESIGNS } from './waiting-design';

const SMALL = { others: 1, othersOfPairs: 0 };

const ablated = (reader: StatusReader) => {
  const { kinds, statuses } = PRODUCT_DESIGN.model;
  return { ...PRODUCT_DESIGN, model: { kinds, statuses: ablateStatus(statuses, reader) } };
};

describe('the whole', () => {
  let whole: ExperimentResult;

  beforeAll(async () => {
    whole = await pipelineSideEffects.run({ ...UNWATCHED, seed: 1, databaseUrl: null });
  }, 240_000);

  const dataOf = (id: string) => whole.findings.find((finding) => finding.id === id)?.data;

  it('holds in the product, in every case', () => {
    expect(whole.broken).toEqual([]);
    expect(dataOf('as_running.same')).toMatchObject({ cases: 0, of: 15_300 });
    expect(dataOf('as_running.pairs')).toEqual({
      variant: 'as_running',
      pipelines: 15_300,
      represented: 8_135_666,
      pairs: 15_222,
      chains: 23_472,
      dependent: 0,
      differing: 0,
    });
  });

  it('counts what goes wrong in the designs that were not chosen', () => {
    expect(whole.summary).toBe(
      "as_running: 0 of 15300 pipelines differ, 0 to a user's harm; own_status: 11880 of 15300 pipelines differ, 10888 to a user's harm; " +
        "naive: 12444 of 15300 pipelines differ, 12444 to a user's harm; " +
        "waiting_for_callback: 11880 of 15300 pipelines differ, 10980 to a user's harm.",
    );
    expect(dataOf('naive.dependent-while-it-waits.started_early')).toMatchObject({ cases: 1_376, 'created → pending': 1_376 });
  });

  it('has reproductions that the product passes and the design in question fails', async () => {
    expect(whole.findings.filter(({ reproduction }) => reproduction !== null).length).toBeGreaterThan(18);
    expect(await faultyReproductions(whole.findings)).toEqual([]);
  });
});

describe('the enumeration', () => {
  it('has every first stage once, whatever the order of its jobs', () => {
    // 2 ways to wait, with groups of 16 kinds of other job.
    expect([0, 1, 2].map((others) => firstStages(others).length)).toEqual([2, 2 * 16, 2 * 136]);
  });

  it('has every dependent once, but for those that differ by two jobs that are alike', () => {
    const [failed, manual] = [{ status: 'failed', allowFailure: false }, { status: 'manual', allowFailure: false }] as const;
    const count = (...others: readonly (typeof failed | typeof manual)[]) => dependentsOf({ waitMayFail: false, others }).length;
    // 6 ways to start, with no `needs` or any subset of the first stage.
    expect([count(), count(failed), count(failed, manual), count(failed, failed)]).toEqual([6 * 3, 6 * 5, 6 * 9, 6 * 7]);
  });
});

it('finds the same again', async () => {
  const [one, other] = [await comparePipelines(WAITING_DESIGNS, SMALL, UNWATCHED), await comparePipelines(WAITING_DESIGNS, SMALL, UNWATCHED)];
  expect(one).toEqual(other);
});

it.each([
  ['fold.prior_stages', 'as_running.dependent-while-it-waits.started_early'],
  ['fold.needs', 'as_running.dependent-while-it-waits.started_early'],
  ['fold.pipeline', 'as_running.pipeline-while-it-waits.wrong_status'],
  ['fold.stage', 'as_running.first-stage-while-it-waits.wrong_status'],
  ['external.success', 'as_running.dependent-after-its-end.stuck'],
] as const)('notices when %s does not know the state', async (reader, finding) => {
  const { broken, findings } = await comparePipelines([ablated(reader)], SMALL, UNWATCHED);
  expect(broken).toEqual(pipelineSideEffects.invariants.slice(0, 1));
  expect(findings.map(({ id }) => id)).toContain(finding);
});

it('stops when it is told to', async () => {
  const reason = new Error('enough');
  await expect(comparePipelines(WAITING_DESIGNS, SMALL, { ...UNWATCHED, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

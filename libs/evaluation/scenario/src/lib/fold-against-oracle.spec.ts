/**
 * The fold against the oracle, which knows nothing of the domain: every multiset of up to 4 jobs over all statuses,
 * with every way to let them fail, as a stage and as needs. The number of cases is pinned so that none can get lost.
 */
import { oracleFold } from '@holdpoint/evaluation-oracle';
import { compositeStatus, holdpointStatusModel, STATUSES, type FoldedJob } from '@holdpoint/pipeline-domain';

const model = holdpointStatusModel();
const kinds: readonly FoldedJob[] = STATUSES.flatMap((status) => [
  { status, allowFailure: false },
  { status, allowFailure: true },
]);

/** Every multiset of up to `size` jobs: each next job is no earlier in the list than the one before. */
function* multisets(size: number, from = 0): Generator<readonly FoldedJob[]> {
  yield [];
  if (size === 0) return;
  for (let index = from; index < kinds.length; index += 1) {
    const job = kinds[index];
    if (job) for (const rest of multisets(size - 1, index)) yield [job, ...rest];
  }
}

describe('the fold', () => {
  it('agrees with the oracle on every multiset of up to 4 jobs', () => {
    let cases = 0;
    for (const jobs of multisets(4)) {
      for (const [reader, mode] of [['fold.stage', 'stage'], ['fold.needs', 'needs']] as const) {
        cases += 1;
        const expected = oracleFold(jobs, mode);
        const actual = compositeStatus(model, reader, jobs);
        if (actual.status !== expected.status || actual.warnings !== expected.warnings) {
          throw new Error(`${mode} of ${JSON.stringify(jobs)}: ${JSON.stringify({ expected, actual })}`);
        }
      }
    }
    // C(28 + 4, 4) multisets of up to 4 of 28 kinds of job, twice.
    expect(cases).toBe(2 * 35_960);
  });
});

/** Which of several matches a callback is answered by, now and when its history is read. */
import { VERDICTS, type Verdict } from './callback-match';
import { leadingMatch, standingMatches } from './leading-match';

const led = (...verdicts: readonly Verdict[]): Verdict => leadingMatch(verdicts.map((verdict) => ({ verdict }))).verdict;
const match = (verdict: Verdict, pipelineId: number | null = 1, jobName: string | null = 'wait') => ({ verdict, pipelineId, jobName });

describe('the leading match', () => {
  it.each([
    [['late', 'accepted'], 'accepted'],
    [['conflict', 'parked', 'late'], 'parked'],
    [['parked', 'duplicate'], 'duplicate'],
    [['stale', 'ignored'], 'ignored'],
    [['unmatched', 'expired'], 'expired'],
  ] as const)('of %j is %s', (verdicts, lead) => {
    expect(led(...verdicts)).toBe(lead);
  });

  it('does not depend on the order of the matches', () => {
    for (const one of VERDICTS) for (const other of VERDICTS) expect(led(one, other)).toBe(led(other, one));
  });

  it('is there: a callback without one is a bug', () => {
    expect(() => led()).toThrow('a callback has a match');
  });
});

describe('standing matches', () => {
  it.each([
    ['a parking is settled by what its job has come to', [match('parked'), match('late')], ['late']],
    ['one that named no pipeline is settled by the first that came of it', [match('parked', null, null), match('conflict')], ['conflict']],
    ['one stands while only other jobs have come to something', [match('parked'), match('late', 1, 'other'), match('late', 2)], ['parked', 'late', 'late']],
    ['one stands that came last', [match('late'), match('parked')], ['late', 'parked']],
  ] as const)('%s', (_what, matches, left) => {
    expect(standingMatches(matches).map(({ verdict }) => verdict)).toEqual(left);
  });
});

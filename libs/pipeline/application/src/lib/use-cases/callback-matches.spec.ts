/** What a report is answered by where it met several pipelines, and some of them could not be reached. */
import { err, ok } from '@holdpoint/kernel';
import type { CorridorAnswer, CorridorRefusal } from '../corridor/corridor-member';
import { collectMatches } from './callback-matches';

const match = { callbackId: 'c', jobId: 7, kind: 'external', jobName: 'wait', verdict: 'accepted', reason: 'ended_the_job' } as const;
const taken: CorridorAnswer = ok({ type: 'matched', match });
const refused = (...refusals: readonly CorridorRefusal[]): readonly CorridorAnswer[] => refusals.map((refusal) => err(refusal));

it('is the match of each pipeline, in order; one that is gone is no job that anybody waits in', () => {
  expect(collectMatches([1, 2], 'wait', [taken, ...refused('pipeline_not_found')])).toEqual(
    ok([
      { pipelineId: 1, jobId: 7, jobName: 'wait', verdict: 'accepted', reason: 'ended_the_job' },
      { pipelineId: 2, jobId: null, jobName: 'wait', verdict: 'unmatched', reason: 'pipeline_not_found' },
    ]),
  );
});

it.each([
  ['the first refusal, where nothing was taken', refused('busy', 'unavailable'), 'busy'],
  ['the refusal, where the others are gone', refused('pipeline_not_found', 'unavailable'), 'unavailable'],
  ['that some of it was taken, where another pipeline has committed', [taken, ...refused('busy')], 'partly_taken'],
  ['that nobody knows, where a connection broke at a commit', [taken, ...refused('busy', 'outcome_unknown')], 'outcome_unknown'],
  ['that somebody else has taken it, where they have to all', refused('taken_twice', 'taken_twice'), 'taken_twice'],
  ['that some of it was taken, where somebody else has to one and another is held', refused('taken_twice', 'busy'), 'partly_taken'],
  ['that nobody knows, where a connection broke and somebody else has taken the other', refused('taken_twice', 'outcome_unknown'), 'outcome_unknown'],
] as const)('is %s', (_what, answers, refusal) => {
  expect(collectMatches([1, 2, 3], 'wait', answers)).toEqual(err(refusal));
});

it('is a bug where a pipeline has answered otherwise than by a match', () => {
  expect(() => collectMatches([1], 'wait', [ok({ type: 'done', jobIds: [] })])).toThrow('answered by a match');
});

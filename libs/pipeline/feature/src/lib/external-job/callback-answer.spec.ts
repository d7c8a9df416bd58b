/** Proves that each verdict has its HTTP status and a sentence, and that the most successful match decides. */
import { VERDICTS, type LedgerMatch, type Verdict } from '@holdpoint/pipeline-domain';
import { answerOf } from './callback-answer';
import { REASON_SENTENCES } from './verdict-answers';

const match = (verdict: Verdict, pipelineId: number | null = 1): LedgerMatch => ({
  pipelineId,
  jobId: 7,
  jobName: 'wait',
  verdict,
  reason: 'same_outcome',
});
const answer = (...matches: LedgerMatch[]): ReturnType<typeof answerOf> => answerOf({ callbackId: 'c', matches });

it.each([
  ['accepted', 200],
  ['progress', 200],
  ['duplicate', 200],
  ['ignored', 200],
  ['parked', 202],
  ['unmatched', 202],
  ['conflict', 409],
  ['late', 409],
  ['superseded', 409],
] as const)('answers %s with %d', (verdict, status) => {
  const { status: answered, body } = answer(match(verdict));
  expect(answered).toBe(status);
  expect(body).toMatchObject({ verdict, callback_id: 'c', matches: [{ pipeline_id: 1, job_id: 7, job_name: 'wait' }] });
  expect(body.message !== undefined).toBe(status >= 400);
});

it('knows every verdict of the domain', () => {
  expect(VERDICTS.map((verdict) => answer(match(verdict)).status)).not.toContain(undefined);
});

it('lets the most successful match decide', () => {
  expect(answer(match('unmatched'), match('late', 2), match('accepted', 3)).body.verdict).toBe('accepted');
  expect(answer(match('unmatched'), match('conflict', 2)).status).toBe(409);
});

it.each(['pipeline_not_found', 'job_not_found'] as const)('answers %s with 404 and the number of the callback', (reason) => {
  const { status, body } = answer({ ...match('unmatched', null), reason });
  expect([status, body.callback_id, body.matches]).toEqual([404, 'c', []]);
});

it.each(Object.entries(REASON_SENTENCES))('words %s as a sentence', (_reason, sentence) => {
  expect(sentence).toMatch(/^[A-Z].*\.$/);
});

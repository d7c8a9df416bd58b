/** Proves that each verdict has its HTTP status and a sentence, and that the most successful match decides. */
import { VERDICTS, type Verdict } from '@holdpoint/pipeline-domain';
import type { ReportedMatch } from '@holdpoint/pipeline-application';
import { answerOf, missingAnswer } from './callback-answer';
import { REASON_SENTENCES } from './verdict-answers';

const match = (verdict: Verdict, pipelineId = 1): ReportedMatch => ({
  callbackId: 'c',
  pipelineId,
  jobId: 7,
  verdict,
  reason: 'same_outcome',
});
const answer = (...matches: ReportedMatch[]): ReturnType<typeof answerOf> =>
  answerOf({ callbackId: 'c', matches }, 'wait');

it.each([
  ['accepted', 200],
  ['duplicate', 200],
  ['conflict', 409],
  ['late', 409],
  ['superseded', 409],
  ['unmatched', 202],
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

it('answers a callback that met nothing', () => {
  expect(answer()).toMatchObject({ status: 202, body: { verdict: 'unmatched', matches: [] } });
  expect(missingAnswer('job_not_found')).toMatchObject({ status: 404, body: { callback_id: null } });
});

it.each(Object.entries(REASON_SENTENCES))('words %s as a sentence', (_reason, sentence) => {
  expect(sentence).toMatch(/^[A-Z].*\.$/);
});

/** Proves what each answer to a hook means. */
import { judgeAnswer } from './judge-answer';

const judge = (status: number, body = '', event: 'start' | 'cancel' = 'cancel') => judgeAnswer(event, { type: 'answered', status, body }, 0);

it.each([200, 202, 204, 299])('%d is delivered', (status) => {
  expect(judge(status)).toEqual({ type: 'delivered', status, cancelAcknowledged: false });
});

it.each([
  ['acknowledges', 200, '{"status":"canceled"}', 'cancel', true],
  ['says later', 202, '{"status":"canceled"}', 'cancel', false],
  ['is about a start', 200, '{"status":"canceled"}', 'start', false],
  ['says something else', 200, '{"status":"running"}', 'cancel', false],
  ['is a list', 200, '[]', 'cancel', false],
  ['is a text', 200, '"canceled"', 'cancel', false],
  ['says nothing of it', 200, '{}', 'cancel', false],
  ['is null', 200, 'null', 'cancel', false],
  ['is cut off', 200, '{"status":"canceled"', 'cancel', false],
] as const)('an answer that %s: %d %s to %s', (_name, status, body, event, cancelAcknowledged) => {
  expect(judge(status, body, event)).toMatchObject({ type: 'delivered', cancelAcknowledged });
});

it('gives up for good at 410, and tries again otherwise', () => {
  expect(judge(410)).toMatchObject({ type: 'gone', status: 410 });
  for (const status of [199, 300, 302, 400, 401, 429, 500]) expect(judge(status)).toMatchObject({ type: 'failed', status, error: expect.stringContaining(String(status)) });
  const redirected = [199, 300, 302, 399, 400, 500].filter((status) => JSON.stringify(judge(status)).includes('not followed'));
  expect(redirected).toEqual([300, 302, 399]);
  expect(judgeAnswer('start', { type: 'failed', error: 'x' }, 0)).toEqual({ type: 'failed', status: null, error: 'x', retryAfterMs: null });
});

it.each([
  [429, '60', 60_000],
  [502, '1', 1_000],
  [503, 'Thu, 01 Jan 1970 00:02:00 GMT', 30_000],
  [504, '99999999', 22_026_466],
  [429, 'Thu, 01 Jan 1970 00:01:00 GMT', null],
  [429, '0', null],
  [429, '-5', null],
  [429, 'soon', null],
  [429, '1.5', null],
  [429, '', null],
  [429, undefined, null],
  [500, '60', null],
  [302, '60', null],
])('%d with Retry-After %s wants to be left alone for %s ms', (status, retryAfter, expected) => {
  const outcome = judgeAnswer('start', { type: 'answered', status, body: '', retryAfter }, 90_000);
  expect(outcome.type === 'failed' && outcome.retryAfterMs && Math.round(outcome.retryAfterMs)).toBe(expected);
});

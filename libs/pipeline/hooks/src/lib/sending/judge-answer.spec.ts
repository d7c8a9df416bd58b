/** Proves what each answer to a hook means. */
import { judgeAnswer } from './judge-answer';

const judge = (status: number, body = '', event: 'start' | 'cancel' = 'cancel') => judgeAnswer(event, { type: 'answered', status, body });

it.each([200, 202, 204, 299])('%d is delivered', (status) => {
  expect(judge(status)).toEqual({ type: 'delivered', status, cancelAcknowledged: false });
});

it.each([
  ['acknowledges', 200, '{"status":"canceled"}', 'cancel', true],
  ['says later', 202, '{"status":"canceled"}', 'cancel', false],
  ['is about a start', 200, '{"status":"canceled"}', 'start', false],
  ['says something else', 200, '{"status":"running"}', 'cancel', false],
  ['is a list', 200, '[]', 'cancel', false],
  ['is null', 200, 'null', 'cancel', false],
  ['is cut off', 200, '{"status":"canceled"', 'cancel', false],
] as const)('an answer that %s: %d %s to %s', (_name, status, body, event, cancelAcknowledged) => {
  expect(judge(status, body, event)).toMatchObject({ type: 'delivered', cancelAcknowledged });
});

it('gives up for good at 410, and tries again otherwise', () => {
  expect(judge(410)).toMatchObject({ type: 'gone', status: 410 });
  for (const status of [199, 300, 302, 400, 401, 429, 500]) expect(judge(status)).toMatchObject({ type: 'failed', status, error: expect.stringContaining(String(status)) });
  expect(judge(302)).toMatchObject({ error: expect.stringContaining('not followed') });
  expect(judgeAnswer('start', { type: 'failed', error: 'x' })).toEqual({ type: 'failed', status: null, error: 'x' });
});

/** Proves that receivers can check signatures with the library of Standard Webhooks, and which secrets are taken. */
import { Webhook } from 'standardwebhooks';
import { signatureHeaders } from './signature-headers';
import { isWebhookSecret, makeWebhookSecret } from './webhook-secret';

const message = { id: '0190-a', body: '{"type":"external_job.start"}', sentAt: Date.now() };

it('signs with both secrets during a rotation', () => {
  const [old, current, other] = [makeWebhookSecret(), makeWebhookSecret(), makeWebhookSecret()];
  const headers = signatureHeaders(message, [current, old]);
  for (const secret of [old, current]) expect(new Webhook(secret).verify(message.body, headers)).toEqual({ type: 'external_job.start' });
  expect(() => new Webhook(other).verify(message.body, headers)).toThrow('No matching signature');
  expect(() => new Webhook(current).verify(`${message.body} `, headers)).toThrow();
  expect(() => new Webhook(current).verify(message.body, { ...headers, 'webhook-id': 'another' })).toThrow();
});

it.each([
  [24, true],
  [64, true],
  [23, false],
  [65, false],
])('takes a secret of %d bytes: %s', (bytes, taken) => {
  expect(isWebhookSecret(`whsec_${Buffer.alloc(bytes, 1).toString('base64')}`)).toBe(taken);
});

it.each(['', 'whsec_', `${Buffer.alloc(32).toString('base64')}`, `whsec_${Buffer.alloc(32).toString('hex')}=`, 'whsec_!'.repeat(9), `x${makeWebhookSecret()}`, `${makeWebhookSecret()}!`])('refuses %j', (text) => {
  expect(isWebhookSecret(text)).toBe(false);
});

it('makes what it takes', () => {
  expect([isWebhookSecret(makeWebhookSecret()), makeWebhookSecret() === makeWebhookSecret()]).toEqual([true, false]);
});

/** Proves that nobody passes without the secret, and that a refusal costs the same whatever the receiver is. */
import crypto from 'node:crypto';
import type { DeliveryReceiver } from '@holdpoint/pipeline-persistence';
import { secretDigest } from '@holdpoint/secrets';
import { signed } from '../receiver-api.fixture';
import { isAuthentic } from './is-authentic';

const none: DeliveryReceiver = { id: 1, projectId: 1, name: 'x', provider: 'flux', enabled: true, secrets: [], unreadable: null, tokenDigests: [], header: null };
const RECEIVERS: readonly (readonly [string, DeliveryReceiver | undefined])[] = [
  ['none', undefined],
  ['one with a key', { ...none, secrets: ['key'] }],
  ['one with two keys', { ...none, secrets: ['key', 'old'] }],
  ['one that is disabled', { ...none, secrets: ['key'], enabled: false }],
  ['one with a token', { ...none, tokenDigests: [secretDigest('token')] }],
  ['one with two tokens and a header', { ...none, tokenDigests: ['token', 'old'].map(secretDigest), header: { name: 'x-key', digest: secretDigest('value') } }],
];
const body = Buffer.from('{}');

it.each(RECEIVERS)('hashes as often for %s', (_name, receiver) => {
  const calls = (token: string | null): readonly number[] => {
    const [hmacs, hashes] = [jest.spyOn(crypto, 'createHmac'), jest.spyOn(crypto, 'createHash')];
    const headers = signed('forged', body);
    hmacs.mockClear();
    hashes.mockClear();
    expect(isAuthentic(receiver, { body, headers }, token)).toBe(false);
    const counts = [hmacs.mock.calls.length, hashes.mock.calls.length];
    jest.restoreAllMocks();
    return counts;
  };
  expect([calls(null), calls('forged')]).toEqual([[2, 3], [0, 8]]);
});

const passes = (receiver: DeliveryReceiver, token: string | null, headers: Record<string, string> = {}): boolean => isAuthentic(receiver, { body, headers }, token);

it('takes either key of a rotation, and no other', () => {
  const receiver = { ...none, secrets: ['key', 'old'] };
  expect(['key', 'old', 'other', 'key '].map((key) => passes(receiver, null, signed(key, body)))).toEqual([true, true, false, false]);
});

it('takes either token of a rotation, and no other, with the header that is asked for', () => {
  const receiver = { ...none, tokenDigests: ['token', 'old'].map(secretDigest) };
  expect(['token', 'old', 'other', ''].map((token) => passes(receiver, token))).toEqual([true, true, false, false]);
  const strict = { ...receiver, header: { name: 'x-key', digest: secretDigest('value') } };
  expect([{}, { 'x-key': '' }, { 'x-key': 'Value' }, { 'x-key': 'value' }].map((headers) => passes(strict, 'token', headers))).toEqual([false, false, false, true]);
});

it.each(['constructor', 'tostring', '__proto__', 'hasOwnProperty'])('asks for a header called %s like for any other', (name) => {
  const strict = { ...none, tokenDigests: [secretDigest('token')], header: { name, digest: secretDigest('value') } };
  expect([passes(strict, 'token'), passes(strict, 'token', Object.fromEntries([[name, 'value']]))]).toEqual([false, true]);
});

it('takes no token for a key, no digest for a token, and nothing where there is no secret', () => {
  expect(passes({ ...none, secrets: ['key'] }, 'key')).toBe(false);
  expect(passes({ ...none, tokenDigests: [secretDigest('token')] }, secretDigest('token'))).toBe(false);
  expect(passes({ ...none, tokenDigests: [secretDigest('token')] }, null, signed('token', body))).toBe(false);
  for (const key of ['', '\0'.repeat(32)]) expect([passes(none, null, signed(key, body)), passes(none, key)]).toEqual([false, false]);
});

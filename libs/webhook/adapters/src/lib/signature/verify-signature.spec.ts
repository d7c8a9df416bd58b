/** No signature is taken that is not one, whatever it looks like; that of Flux, by any active secret, is. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { verifySignature, type SignatureVerdict } from './verify-signature';

const ALGORITHMS = ['sha224', 'sha256', 'sha384', 'sha512'] as const;
const BODY: Buffer = Buffer.from('{"reason":"ReconciliationSucceeded","message":"ä \\u003c"}');
const [KEY, NEXT, OTHER] = [Buffer.from('first-key'), Buffer.from('sécond key\n'), Buffer.from('other-key')];

const digitsOf = (algorithm: string, key: Buffer, body = BODY): string => createHmac(algorithm, key).update(body).digest('hex');
const sign = (algorithm: string, key = KEY, body = BODY): string => `${algorithm}=${digitsOf(algorithm, key, body)}`;
const verify = (header: string | undefined, secrets: readonly Buffer[] = [KEY], body = BODY): SignatureVerdict => verifySignature(body, header, secrets);

it('takes a signature that another program has made', () => {
  // printf '{"a":1}' | openssl dgst -sha256 -hmac key-of-flux
  const digits = '3d15a310e036de2bf563f7847282a576ac72e242ec156b4953f142eeebf95604';
  expect(verify(`sha256=${digits}`, [Buffer.from('key-of-flux')], Buffer.from('{"a":1}'))).toBe('valid');
});

describe.each(ALGORITHMS)('%s', (algorithm) => {
  const [header, digits] = [sign(algorithm), digitsOf(algorithm, KEY)];
  const another = ALGORITHMS[(ALGORITHMS.indexOf(algorithm) + 1) % ALGORITHMS.length] ?? algorithm;

  it.each<[string, SignatureVerdict, string, readonly Buffer[], (Buffer | undefined)?]>([
    ['the right key', 'valid', header, [KEY]],
    ['digits in upper case', 'valid', `${algorithm}=${digits.toUpperCase()}`, [KEY]],
    ['the first of two secrets', 'valid', header, [KEY, NEXT]],
    ['the second of two secrets', 'valid', sign(algorithm, NEXT), [KEY, NEXT]],
    ['an empty secret beside the right one', 'valid', header, [Buffer.alloc(0), KEY]],
    ['an empty body', 'valid', sign(algorithm, KEY, Buffer.alloc(0)), [KEY], Buffer.alloc(0)],
    ['a wrong key', 'mismatch', sign(algorithm, OTHER), [KEY]],
    ['neither of two secrets', 'mismatch', sign(algorithm, OTHER), [KEY, NEXT]],
    ['a secret that was taken away', 'mismatch', header, [NEXT]],
    ['no secret', 'mismatch', header, []],
    ['the empty key, without a secret', 'mismatch', sign(algorithm, Buffer.alloc(0)), []],
    ['the empty key, where it is configured', 'mismatch', sign(algorithm, Buffer.alloc(0)), [Buffer.alloc(0)]],
    ['a key with a line end', 'mismatch', sign(algorithm, Buffer.from('first-key\n')), [KEY]],
    ['a body with a byte more', 'mismatch', header, [KEY], Buffer.concat([BODY, Buffer.from(' ')])],
    ['a body with a byte less', 'mismatch', header, [KEY], BODY.subarray(1)],
    ['an empty body instead', 'mismatch', header, [KEY], Buffer.alloc(0)],
    ['zeros', 'mismatch', `${algorithm}=${'0'.repeat(digits.length)}`, [KEY]],
    ['the key as digits', 'malformed', `${algorithm}=${KEY.toString('hex')}`, [KEY]],
    ['a digit less', 'malformed', header.slice(0, -1), [KEY]],
    ['a byte less', 'malformed', header.slice(0, -2), [KEY]],
    ['a byte more', 'malformed', `${header}00`, [KEY]],
    ['half of it', 'malformed', `${algorithm}=${digits.slice(digits.length / 2)}`, [KEY]],
    ['no digits', 'malformed', `${algorithm}=`, [KEY]],
    ['the algorithm alone', 'malformed', algorithm, [KEY]],
    ['the digits alone', 'malformed', digits, [KEY]],
    ['the digits of another algorithm', 'malformed', `${algorithm}=${digitsOf(another, KEY)}`, [KEY]],
    ['another algorithm before the digits', 'malformed', `${another}=${digits}`, [KEY]],
    ['the algorithm in upper case', 'malformed', `${algorithm.toUpperCase()}=${digits}`, [KEY]],
    ['a dash in the algorithm', 'malformed', `${algorithm.replace('sha', 'sha-')}=${digits}`, [KEY]],
    ['the algorithm twice', 'malformed', `${algorithm}=${header}`, [KEY]],
    ['a space before it', 'malformed', ` ${header}`, [KEY]],
    ['a space behind it', 'malformed', `${header} `, [KEY]],
    ['a line end behind it', 'malformed', `${header}\n`, [KEY]],
    ['a space within', 'malformed', `${algorithm}= ${digits}`, [KEY]],
    ['a NUL behind it', 'malformed', `${header}\0`, [KEY]],
    ['0x before the digits', 'malformed', `${algorithm}=0x${digits.slice(2)}`, [KEY]],
    ['a letter that is no digit', 'malformed', `${header.slice(0, -1)}g`, [KEY]],
    ['wide digits', 'malformed', `${algorithm}=${digits.slice(1)}１`, [KEY]],
    ['Base64', 'malformed', `${algorithm}=${createHmac(algorithm, KEY).update(BODY).digest('base64')}`, [KEY]],
    ['two signatures in one header', 'malformed', `${header}, ${header}`, [KEY]],
    ['a parameter behind it', 'malformed', `${header};v=1`, [KEY]],
  ])('with %s is %s', (_name, verdict, sent, secrets, body = BODY) => {
    expect(verify(sent, secrets, body)).toBe(verdict);
  });

  it('changed in any digit is none', () => {
    for (let index = algorithm.length + 1; index < header.length; index += 1) {
      const digit = header[index] === '0' ? '1' : '0';
      expect(verify(header.slice(0, index) + digit + header.slice(index + 1))).toBe('mismatch');
    }
  });
});

it.each([
  ['nothing', undefined, 'missing'],
  ['an empty header', '', 'missing'],
  ['an older algorithm', sign('sha1'), 'malformed'],
  ['a broken algorithm', sign('md5'), 'malformed'],
  ['an algorithm that nobody agreed on', sign('sha3-256'), 'malformed'],
  ['an algorithm with as many digits', `sha999=${digitsOf('sha256', KEY)}`, 'malformed'],
  ['no algorithm', `none=${digitsOf('sha256', KEY)}`, 'malformed'],
  ['a name of a prototype', `constructor=${digitsOf('sha256', KEY)}`, 'malformed'],
  ['a hash without a key', `sha256=${digitsOf('sha256', Buffer.alloc(0))}`, 'mismatch'],
  ['a megabyte', `sha256=${'a'.repeat(1_000_000)}`, 'malformed'],
])('%s is no signature', (_name, header, verdict) => {
  expect(verify(header)).toBe(verdict);
});

it('is valid only for the key and the bytes that were signed', () => {
  const keys = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => Buffer.from(bytes));
  const bodies = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes));
  // HMAC pads keys with zeros, so two keys are the same when they differ only in these.
  const padded = (key: Buffer): string => key.toString('hex').padEnd(256, '0');
  fc.assert(
    fc.property(fc.constantFrom(...ALGORITHMS), keys, keys, bodies, bodies, (algorithm, key, other, body, changed) => {
      const header = sign(algorithm, key, body);
      expect(verify(header, [other, key], body)).toBe('valid');
      expect(verify(header, [other], body)).toBe(padded(other) === padded(key) ? 'valid' : 'mismatch');
      expect(verify(header, [key], changed)).toBe(changed.equals(body) ? 'valid' : 'mismatch');
    }),
  );
});

it('is never valid by chance', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (header) => verify(header) !== 'valid' && verify(`sha256=${header}`) !== 'valid'));
});

import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signature turned out to be; only `valid` proves anything. */
export type SignatureVerdict = 'valid' | 'missing' | 'malformed' | 'mismatch';

/** Hexadecimal digits of the code by algorithm. Source: Flux's documentation of `generic-hmac`, which names these four. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

const HEADER = /^(?<algorithm>sha\d{3})=(?<digits>[\da-fA-F]{56,128})$/;

/**
 * Checks an `X-Signature` header, `sha256=` and the digits of an HMAC in either case, over the bytes exactly as they
 * arrived. Every secret is tried, in a time that says neither which one fits nor where the codes differ: while a secret is
 * replaced, two are active. An empty secret signs nothing. The signature bears no time: a repeat of the same bytes is valid.
 */
export function verifySignature(body: Buffer, header: string | undefined, secrets: readonly Buffer[]): SignatureVerdict {
  if (header === undefined || header === '') return 'missing';
  const { algorithm = '', digits = '' } = HEADER.exec(header)?.groups ?? {};
  if (DIGITS.get(algorithm) !== digits.length) return 'malformed';
  const sent = Buffer.from(digits, 'hex');
  const fitting = secrets.filter((secret) => secret.length > 0 && timingSafeEqual(createHmac(algorithm, secret).update(body).digest(), sent));
  return fitting.length > 0 ? 'valid' : 'mismatch';
}

import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '@holdpoint/kernel';

/** What secrets of receivers begin with, so that they are recognised where they have leaked. */
const PREFIX = 'hprs-';
const SECRET_BYTES = 32;

/** The shortest key of an HMAC that is not worth guessing, and the longest, in bytes. */
const KEY_BYTES = { min: 16, max: 2_048 };

/** A new secret with 256 bits that nobody can guess. */
export const makeReceiverSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64url');

/** Takes the key of an HMAC as it is given, to the last space: what counts are its bytes in UTF-8. Answers what is wrong with it. */
export function readHmacKey(text: string): Result<string, string> {
  const bytes = Buffer.byteLength(text);
  const fits = bytes >= KEY_BYTES.min && bytes <= KEY_BYTES.max;
  return fits ? ok(text) : err(`secret is invalid: ${KEY_BYTES.min} to ${KEY_BYTES.max} bytes`);
}

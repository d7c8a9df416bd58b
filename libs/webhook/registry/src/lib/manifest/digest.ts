import { createHash } from 'node:crypto';

const DIGEST = /^sha256:[\da-f]{64}$/;

/** Whether a text is a digest that can be checked: `sha256:` and 64 hexadecimal digits in lower case. */
export const isDigest = (text: unknown): text is string => typeof text === 'string' && DIGEST.test(text);

/** The digest of bytes, as registries write it. */
export const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

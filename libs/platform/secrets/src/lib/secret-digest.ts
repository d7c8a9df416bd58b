import { createHash } from 'node:crypto';

/**
 * What is stored of a secret that is only ever compared: its SHA-256 in hexadecimal. The secret must be long and random,
 * or the digest could be guessed back.
 */
export const secretDigest = (secret: string): string => createHash('sha256').update(secret).digest('hex');

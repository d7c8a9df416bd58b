import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares two secrets in a time that says nothing of where they differ, whatever their lengths. */
export const equalSecrets = (a: string | Buffer, b: string | Buffer): boolean => timingSafeEqual(digestOf(a), digestOf(b));

const digestOf = (secret: string | Buffer): Buffer => createHash('sha256').update(secret).digest();

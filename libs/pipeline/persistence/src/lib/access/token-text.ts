import { randomBytes } from 'node:crypto';

/** What tokens begin with, so that they are recognised where they have leaked; GitLab's begin with `glpat-`. */
const PREFIX = 'hpat-';

const SECRET_BYTES = 32;

/** A new token with 256 bits that nobody can guess. */
export const newTokenText = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64url');

import { randomBytes } from 'node:crypto';
import type { Environment } from '@holdpoint/runtime';
import { keptSecret } from './kept-secret';

/** The administrator's token, and whether it may be shown: one that was given from outside is known there. */
export interface AdminToken {
  readonly token: string;
  readonly made: boolean;
}

/** The token of the environment; without one, a token that is made once and kept in a file only its owner can read. */
export function adminToken({ adminToken: given, dataDir }: Environment): AdminToken {
  if (given !== undefined) return { token: given, made: false };
  return { token: keptSecret(dataDir, 'admin-token', () => `hpat-${randomBytes(24).toString('base64url')}`), made: true };
}

import { resolve } from 'node:path';
import { newTokenText } from '@holdpoint/pipeline-persistence';
import type { Environment } from '@holdpoint/runtime';
import { keptSecret } from './kept-secret';

/** The administrator's token, and whether it was made here: one that was given from outside is known there. */
export interface AdminToken {
  readonly token: string;
  readonly made: boolean;
}

/** The name of its file in the data directory. */
const NAME = 'admin-token';

/** The token of the environment; without one, a token that is made once and kept in a file only its owner can read. */
export function adminToken({ adminToken: given, dataDir }: Environment): AdminToken {
  if (given !== undefined) return { token: given, made: false };
  return { token: keptSecret(dataDir, NAME, newTokenText), made: true };
}

/** How people are told of the token; in production not the token itself: what a process prints is often its log. */
export function tokenWords({ nodeEnv, dataDir }: Pick<Environment, 'nodeEnv' | 'dataDir'>, { token, made }: AdminToken): string {
  if (!made) return 'as given in HOLDPOINT_ADMIN_TOKEN';
  return nodeEnv === 'production' ? `in the file ${resolve(dataDir, NAME)}` : token;
}

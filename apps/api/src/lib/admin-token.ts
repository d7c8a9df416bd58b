import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@holdpoint/runtime';

/** The token of the one user, and whether it may be shown: one that was given from outside is known there. */
export interface AdminToken {
  readonly token: string;
  readonly made: boolean;
}

/** The token of the environment; without one, a token that is made once and kept in a file only its owner can read. */
export function adminToken({ adminToken: given, dataDir }: Environment): AdminToken {
  if (given !== undefined) return { token: given, made: false };
  const file = join(dataDir, 'admin-token');
  const token = readToken(file) ?? makeToken(dataDir, file);
  return { token, made: true };
}

function readToken(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written aside and linked into place: of two processes that start together both end up with the first one's token. */
function makeToken(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `hp-${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const token = readToken(file);
  if (token === undefined) throw new Error(`${file} is empty: delete it, and a new token is made`);
  return token;
}

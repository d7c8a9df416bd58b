import { randomBytes } from 'node:crypto';
import type { Environment } from '@holdpoint/runtime';
import { formatSecretKey, parseSecretKeys, Secrets } from '@holdpoint/secrets';
import { keptSecret } from './kept-secret';

/** The keys of the environment; without any, one that is made once and kept in a file only its owner can read. */
export function readSecrets({ secretKeys: given, dataDir }: Environment): Secrets {
  const keys = parseSecretKeys(given ?? keptSecret(dataDir, 'secret-keys', makeKey));
  if (!keys.ok) throw new Error(`${dataDir}/secret-keys ${keys.error}`);
  return new Secrets(...keys.value);
}

const makeKey = (): string => formatSecretKey({ id: 'main', bytes: randomBytes(32) });

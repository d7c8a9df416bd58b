import { randomBytes } from 'node:crypto';
import type { Environment } from '@holdpoint/runtime';
import { formatSecretKey, parseSecretKeys, Secrets } from '@holdpoint/secrets';
import { keptSecret } from './kept-secret';
import { StartRefusal } from './start-refusal';

/** The keys of the environment; without any, one that is made once and kept in a file only its owner can read. */
export function readSecrets({ secretKeys: given, dataDir }: Environment): Secrets {
  const keys = parseSecretKeys(given ?? keptSecret(dataDir, 'secret-keys', makeKey));
  if (!keys.ok) throw new StartRefusal(`${dataDir}/secret-keys ${keys.error}; restore it, nothing else reads what it has encrypted`);
  return new Secrets(...keys.value);
}

const makeKey = (): string => formatSecretKey({ id: 'main', bytes: randomBytes(32) });

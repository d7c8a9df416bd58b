/** Proves that the key is made once, can be read by its owner only, and gives way to those of the environment. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment, type Environment } from '@holdpoint/runtime';
import { readSecrets } from './read-secrets';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'holdpoint-keys-'))));
afterEach(() => rmSync(dataDir, { recursive: true }));

function environmentWith(more: Record<string, string> = {}): Environment {
  const environment = parseEnvironment({ DATABASE_URL: 'postgres://x', HOLDPOINT_DATA_DIR: dataDir, ...more });
  if (!environment.ok) throw new Error(environment.error.join());
  return environment.value;
}

it('makes a key once, for its owner only', () => {
  const encrypted = readSecrets(environmentWith()).encrypt('a', 'text');
  expect(readSecrets(environmentWith()).decrypt('a', encrypted)).toBe('text');
  expect(statSync(join(dataDir, 'secret-keys')).mode & 0o777).toBe(0o600);
});

it('takes the keys of the environment, the first one for what is new', () => {
  const keyOf = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
  const before = readSecrets(environmentWith({ HOLDPOINT_SECRET_KEYS: keyOf('old', 1) })).encrypt('a', 'text');
  const secrets = readSecrets(environmentWith({ HOLDPOINT_SECRET_KEYS: `${keyOf('new', 2)},${keyOf('old', 1)}` }));
  expect([secrets.decrypt('a', before), secrets.keyIds]).toEqual(['text', ['new', 'old']]);
});

it('says which file is damaged, and does not show what is in it', () => {
  readSecrets(environmentWith());
  const [file, key] = [join(dataDir, 'secret-keys'), readFileSync(join(dataDir, 'secret-keys'), 'utf8')];
  writeFileSync(file, key.slice(0, 20));
  expect(() => readSecrets(environmentWith())).toThrow(/secret-keys is a list/);
  expect(() => readSecrets(environmentWith())).not.toThrow(key.slice(5, 20));
});

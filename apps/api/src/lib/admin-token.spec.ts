/** Proves that the token is made once, can be read by its owner only, and gives way to one from the environment. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment, type Environment } from '@holdpoint/runtime';
import { adminToken, tokenWords } from './admin-token';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'holdpoint-token-'))));
afterEach(() => rmSync(dataDir, { recursive: true }));

function environmentWith(more: Record<string, string> = {}): Environment {
  const variables = { DATABASE_URL: 'postgres://x', HOLDPOINT_DATA_DIR: join(dataDir, 'new'), ...more };
  const environment = parseEnvironment(variables);
  if (!environment.ok) throw new Error(environment.error.join());
  return environment.value;
}

it('is made once, for its owner only', () => {
  const first = adminToken(environmentWith());
  expect(first).toEqual({ token: expect.stringMatching(/^hpat-[\w-]{43}$/), made: true });
  expect(adminToken(environmentWith())).toEqual(first);
  expect(readdirSync(join(dataDir, 'new'))).toEqual(['admin-token']);
  expect(statSync(join(dataDir, 'new', 'admin-token')).mode & 0o777).toBe(0o600);
});

it('is the one of the environment where there is one', () => {
  const given = 'given-0123456789abcdef';
  expect(adminToken(environmentWith({ HOLDPOINT_ADMIN_TOKEN: given }))).toEqual({ token: given, made: false });
  expect(readdirSync(dataDir)).toEqual([]);
});

it('is not made over an empty file', () => {
  writeFileSync(join(dataDir, 'admin-token'), '');
  expect(() => adminToken(environmentWith({ HOLDPOINT_DATA_DIR: dataDir }))).toThrow('delete it');
});

it('is told of by its file in production, where it would stand in a log', () => {
  const keys = `main:${Buffer.alloc(32, 1).toString('base64')}`;
  const production = environmentWith({ NODE_ENV: 'production', HOLDPOINT_SECRET_KEYS: keys });
  const made = adminToken(production);
  expect(tokenWords(production, made)).toBe(`in the file ${join(dataDir, 'new', 'admin-token')}`);
  expect(tokenWords(environmentWith(), made)).toBe(made.token);
  expect(tokenWords(production, { token: made.token, made: false })).toBe('as given in HOLDPOINT_ADMIN_TOKEN');
});

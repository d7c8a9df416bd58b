/** Proves how a process starts and stops in each role, over real HTTP and a database of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase, InlineConfigReader, type TestDatabase } from '@holdpoint/pipeline-testing';
import { createLogger, parseEnvironment, type Environment } from '@holdpoint/runtime';
import { Pool } from 'pg';
import { StartRefusal } from './start-refusal';
import { startProcess, type StartedProcess } from './start-process';

let database: TestDatabase;
let dataDir: string;
const running: StartedProcess[] = [];

beforeEach(async () => {
  database = await createTestDatabase(migrateDatabase);
  dataDir = mkdtempSync(join(tmpdir(), 'holdpoint-api-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.stop()));
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

function environmentWith(more: Record<string, string> = {}): Environment {
  const variables = { DATABASE_URL: database.url, HOLDPOINT_DATA_DIR: dataDir, PORT: '0', TIMEOUT_TICK_MS: '1000', ...more };
  const environment = parseEnvironment(variables);
  if (!environment.ok) throw new Error(environment.error.join());
  return environment.value;
}

async function start(more: Record<string, string> = {}): Promise<StartedProcess> {
  const process = await startProcess(environmentWith(more), createLogger('silent'), new InlineConfigReader());
  running.push(process);
  return process;
}

const ask = async ({ url, token }: StartedProcess, path: string, method = 'GET'): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(url + path, { method, headers: { 'private-token': token.token } });
  return { status: response.status, body: await response.json() };
};

it('seeds a project that can be run at once, and only once', async () => {
  const first = await start();
  const made = await ask(first, '/api/v4/projects/root%2Fdemo/pipeline?ref=main', 'POST');
  expect(made.status).toBe(201);
  const lint = await ask(first, '/api/v4/projects/root%2Fdemo/ci/lint');
  expect(lint.body).toMatchObject({ valid: true, warnings: [] });
  const second = await start();
  expect(second.token).toEqual(first.token);
  expect((await ask(second, '/api/v4/projects')).body).toHaveLength(1);
});

it('starts several replicas at once on an empty database', async () => {
  const replicas = await Promise.all([start(), start({ ROLE: 'api' }), start({ ROLE: 'worker' })]);
  expect(new Set(replicas.map(({ token }) => token.token)).size).toBe(1);
  const [first] = replicas;
  expect(first && (await ask(first, '/api/v4/projects')).body).toHaveLength(1);
});

it.each([
  ['all', 200, 200],
  ['api', 200, 200],
  ['worker', 404, 200],
])('as %s answers the API with %d and health with %d', async (ROLE, api, health) => {
  const process = await start({ ROLE });
  expect((await ask(process, '/api/v4/version')).status).toBe(api);
  expect((await ask(process, '/-/readiness')).status).toBe(health);
});

it('refuses the old admin token once it was started with a new one', async () => {
  const old = await start({ HOLDPOINT_ADMIN_TOKEN: 'given-0123456789abcdef' });
  const replaced = await start({ HOLDPOINT_ADMIN_TOKEN: 'given-fedcba9876543210' });
  expect((await ask(old, '/api/v4/projects')).status).toBe(401);
  expect((await ask(replaced, '/api/v4/projects')).status).toBe(200);
});

it('is reached as it is told: by a proxy, and by the address that others are given', async () => {
  const { url, token } = await start({ HOLDPOINT_TRUSTED_PROXIES: '127.0.0.1', HOLDPOINT_EXTERNAL_URL: 'https://ci.example/' });
  const headers = { 'private-token': token.token, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'ci.test' };
  const receivers = `${url}/api/v4/projects/root%2Fdemo/receivers`;
  const made = await fetch(receivers, { method: 'POST', headers, body: new URLSearchParams({ name: 'prod', type: 'generic-hmac' }) });
  expect(await made.json()).toMatchObject({ address: expect.stringMatching(/^https:\/\/ci\.example\/api\/v4\/projects\/\d+\/receivers/) });
  expect((await fetch(receivers, { headers })).headers.get('link')).toContain('<https://ci.test/api/v4/');
});

it('says that hooks need an address that others can call, unless they have one or are not sent', async () => {
  const lines: string[] = [];
  const logger = createLogger('warn', { write: (line) => void lines.push(line) });
  const refuse = (more: Record<string, string>) => startProcess(environmentWith({ DATABASE_URL: 'postgres://x@127.0.0.1:1/none', ...more }), logger, new InlineConfigReader());
  for (const more of [{ ROLE: 'api' }, { PORT: '8080' }, { HOLDPOINT_EXTERNAL_URL: 'https://ci.example' }] as Record<string, string>[]) {
    await expect(refuse(more)).rejects.toThrow('ECONNREFUSED');
  }
  expect(lines).toEqual([]);
  await expect(refuse({ HOST: '::', PORT: '8080' })).rejects.toThrow('ECONNREFUSED');
  expect(lines).toEqual([expect.stringContaining('HOLDPOINT_EXTERNAL_URL is needed for hooks')]);
});

it('has no simulation unless it is told to', async () => {
  expect((await ask(await start(), '/api/v4/simulation/clock')).status).toBe(404);
});

it('keeps simulated and real databases apart', async () => {
  const simulated = await start({ SIMULATION: '1' });
  expect((await ask(simulated, '/api/v4/simulation/clock')).body).toMatchObject({ stands: false });
  await simulated.stop();
  running.splice(0);
  await expect(start()).rejects.toThrow('SIMULATION=1');
});

it('refuses a database that a newer version has migrated', async () => {
  const pool = new Pool({ connectionString: database.url });
  await pool.query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTomorrow9999999999999')");
  await pool.end();
  await expect(start()).rejects.toMatchObject({ name: 'StartRefusal', message: expect.stringContaining('run that version') });
});

it('refuses a damaged file of its keys', async () => {
  for (const [text, problem] of [['main:short', 'restore it'], [' ', 'delete it']] as const) {
    writeFileSync(join(dataDir, 'secret-keys'), text);
    const message = expect.stringMatching(new RegExp(`secret-keys .*${problem}`));
    await expect(start()).rejects.toMatchObject({ name: 'StartRefusal', message });
  }
});

it('starts with the usual address of a socket, which has no host before its path', async () => {
  const { username, pathname, searchParams } = new URL(database.url);
  const { url } = await start({ DATABASE_URL: `postgres://${username}:100%@${pathname}?host=${searchParams.get('host')}` });
  expect((await fetch(`${url}/-/readiness`)).status).toBe(200);
});

it('says that the database is not there, by the name of the setting and without what is secret in it', async () => {
  const refused = start({ DATABASE_URL: 'postgres://x:wrong-password@127.0.0.1:1/none' });
  await expect(refused).rejects.toThrow(new StartRefusal('DATABASE_URL: PostgreSQL does not let us in (connect ECONNREFUSED 127.0.0.1:1); start it, or correct the address. With npm start it may be left out'));
});

/** Each experiment has an empty database of its own, and none of them is left. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineProgress } from './progress/line-progress';
import { runEvaluation } from './run-evaluation';
import { tinyExperiment, tinyResult } from './tiny-experiment.fixture';

const serverUrl = process.env['HOLDPOINT_TEST_SERVER_URL'] ?? '';
const out = mkdtempSync(join(tmpdir(), 'holdpoint-evaluation-'));
const silent = (): void => undefined;
afterAll(() => rmSync(out, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('gives each experiment an empty database, also to one after a crash, and drops them in the end', async () => {
  const urls: string[] = [];
  const marked = (crashes: boolean): ReturnType<typeof tinyExperiment> =>
    tinyExperiment({
      id: `marked-${randomUUID()}`,
      run: async ({ databaseUrl }) => {
        urls.push(databaseUrl ?? '');
        await query(databaseUrl ?? '', 'CREATE TABLE only_once (id int)');
        if (crashes) throw new Error('It fell.');
        return tinyResult();
      },
    });
  const options = { experiments: [marked(true), marked(false)], seed: 1, out, baseline: null, strict: false, findings: null, inMemory: false, fresh: false };
  const code = await runEvaluation(options, {
    serverUrl,
    build: 'a',
    signal: new AbortController().signal,
    progress: new LineProgress(silent),
    print: silent,
  });
  const names = urls.map((url) => new URL(url).pathname.slice(1));
  expect([code, new Set(names).size]).toEqual([1, 2]);
  const left = await query(serverUrl, `SELECT datname FROM pg_database WHERE datname LIKE 'holdpoint_evaluate_%'`);
  expect(left.filter(({ datname }) => names.includes(String(datname)))).toEqual([]);
});

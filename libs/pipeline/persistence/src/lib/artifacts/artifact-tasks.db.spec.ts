/** Proves that the tasks of a digest are one, and that none of them misses what somebody depends on. */
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { migrateDatabase } from '../schema/migrate-database';
import { TaskQueue, type TaskTry } from '../tasks/task-queue';
import { addParkedResolutions, enqueueResolution, hurryResolution, RESOLVE_DIGEST } from './artifact-tasks';

const DIGEST = `sha256:${'a'.repeat(64)}`;

let database: TestDatabase;
let client: Client;
let other: Client;
beforeEach(async () => {
  database = await createTestDatabase(migrateDatabase);
  [client, other] = [new Client({ connectionString: database.url }), new Client({ connectionString: database.url })];
  await Promise.all([client.connect(), other.connect()]);
});
afterEach(async () => {
  await Promise.all([client.end(), other.end()]);
  await database.drop();
});

const tasks = async (): Promise<readonly unknown[]> =>
  (await client.query('SELECT attempts, locked_at IS NOT NULL AS runs, key IS NOT NULL AS keyed, attempts < max_attempts AS again FROM graphile_worker.jobs ORDER BY id')).rows;
const change = (set: string): Promise<unknown> => client.query(`UPDATE graphile_worker._private_jobs SET ${set}`);

it('are one while it waits for its turn, another for another digest or project', async () => {
  for (const add of [enqueueResolution, enqueueResolution, hurryResolution]) await add(client, 1, DIGEST);
  expect(await tasks()).toHaveLength(1);
  await enqueueResolution(client, 1, DIGEST.replace('a', 'b'));
  await enqueueResolution(client, 2, DIGEST);
  expect(await tasks()).toHaveLength(3);
});

describe('of all digests that events of a project wait for', () => {
  /** Parks so many events under a key, whose `N` is another for each. */
  async function park(count: number, key: string): Promise<void> {
    await client.query(
      `WITH project AS (
         INSERT INTO projects (name, path, default_branch, build_timeout_s, created_at)
         VALUES ('p', gen_random_uuid(), 'main', 3600, holdpoint_now()) RETURNING id),
       made AS (
         INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
         SELECT gen_random_uuid(), project.id, 'flux', 'prod', '{}', holdpoint_now() FROM project, generate_series(1, $1) RETURNING id),
       parked AS (
         INSERT INTO parked_callbacks (callback_id, keys, command, expires_at)
         SELECT id, '{}', '{}', holdpoint_now() + interval '1 day' FROM made RETURNING id)
       INSERT INTO parked_keys (key, parked_id) SELECT replace($2, 'N', id::text), id FROM parked`,
      [count, key],
    );
  }

  interface PlanNode {
    readonly 'Relation Name'?: string;
    readonly 'Actual Rows': number;
    readonly 'Actual Loops': number;
    readonly 'Rows Removed by Filter'?: number;
    readonly Plans?: readonly PlanNode[];
  }

  const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

  /** How many rows of what is parked are read for project 1, by a plan that is kept for all projects. */
  async function rowsRead(): Promise<number> {
    await client.query('VACUUM ANALYZE parked_callbacks, parked_keys');
    await client.query('SET plan_cache_mode = force_generic_plan');
    await client.query(`PREPARE asked (bigint) AS ${addParkedResolutions(1).text}`);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>('EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked (1)');
    await client.query('DEALLOCATE asked');
    const nodes = nodesOf(rows[0]?.['QUERY PLAN'][0].Plan as PlanNode).filter((node) => node['Relation Name']?.startsWith('parked_'));
    return nodes.reduce((sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'], 0);
  }

  it('are added for those of the project alone, at the same cost however much else is parked', async () => {
    const OTHERS = ['["digest",2,"sha256:N"]', '["digest",11,"sha256:N"]', '["key",1,"N"]', '["ref",1,"main","N"]'];
    await park(3, '["digest",1,"sha256:N"]');
    const costs: number[] = [];
    for (const count of [2_500, 10_000]) {
      for (const key of OTHERS) await park(count, key);
      costs.push(await rowsRead());
    }
    expect(costs).toEqual([6, 6]);
    await client.query('DELETE FROM graphile_worker._private_jobs');
    await client.query(addParkedResolutions(1));
    expect(await tasks()).toHaveLength(3);
    const { rows } = await client.query("SELECT collation_name AS name FROM information_schema.columns WHERE table_name = 'parked_keys' AND column_name = 'key'");
    expect(rows).toEqual([{ name: 'C' }]);
  });
});

it('are begun by nobody before what they are added for is committed', async () => {
  await enqueueResolution(client, 1, DIGEST);
  await client.query('BEGIN');
  await enqueueResolution(client, 1, DIGEST);
  const free = (): Promise<readonly unknown[]> => other.query('SELECT FROM graphile_worker._private_jobs FOR UPDATE SKIP LOCKED').then(({ rows }) => rows);
  expect(await free()).toHaveLength(0);
  await client.query('COMMIT');
  expect(await free()).toHaveLength(1);
});

it('run again for what comes while they run', async () => {
  let runs = 0;
  let entered = (): void => undefined;
  let leave = (): void => undefined;
  const enter = (): Promise<void> => new Promise((resolve) => (entered = resolve));
  const handler = async (_task: TaskTry): Promise<void> => {
    runs += 1;
    const left = new Promise<void>((resolve) => (leave = resolve));
    entered();
    await left;
  };
  const queue = new TaskQueue({ url: database.url, pollIntervalMs: 20, onProblem: () => undefined });
  await queue.start(new Map([[RESOLVE_DIGEST, handler]]));
  try {
    const first = enter();
    await enqueueResolution(client, 1, DIGEST);
    await first;
    for (let events = 0; events < 5; events += 1) await enqueueResolution(client, 1, DIGEST);
    const second = enter();
    leave();
    await second;
    leave();
    while ((await tasks()).length > 0);
  } finally {
    leave();
    await queue.stop();
  }
  expect(runs).toBe(2);
});

it('go on counting the tries of a registry that is away', async () => {
  await enqueueResolution(client, 1, DIGEST);
  await change("attempts = 4, run_at = holdpoint_now() + interval '1 minute'");
  await enqueueResolution(client, 1, DIGEST);
  expect(await tasks()).toEqual([{ attempts: 4, runs: false, keyed: true, again: true }]);
  await change("attempts = 5, locked_at = holdpoint_now(), locked_by = 'worker'");
  await enqueueResolution(client, 1, DIGEST);
  expect(await tasks()).toEqual([
    { attempts: 6, runs: true, keyed: false, again: false },
    { attempts: 5, runs: false, keyed: true, again: true },
  ]);
});

it('do not wait, nor use a try up, when something has become known', async () => {
  await enqueueResolution(client, 1, DIGEST);
  await change("attempts = 4, run_at = holdpoint_now() + interval '1 minute'");
  await hurryResolution(client, 1, DIGEST);
  const { rows } = await client.query("SELECT attempts, run_at < holdpoint_now() + interval '1 second' AS due FROM graphile_worker.jobs");
  expect(rows).toEqual([{ attempts: 3, due: true }]);
});

it('begin anew after the last try', async () => {
  await enqueueResolution(client, 1, DIGEST);
  await change('attempts = max_attempts');
  await enqueueResolution(client, 1, DIGEST);
  expect(await tasks()).toEqual([
    { attempts: 6, runs: false, keyed: false, again: false },
    { attempts: 0, runs: false, keyed: true, again: true },
  ]);
});

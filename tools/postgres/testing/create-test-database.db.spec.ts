/** Test databases are apart from each other, and their template is prepared once however many ask for it. */
import { Client } from 'pg';
import { createTestDatabase, testDatabaseUrl } from './create-test-database';

const run = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client.query(sql).then(({ rows }) => rows).finally(() => client.end());
};

it('prepares a template once and copies it for everyone', async () => {
  let prepared = 0;
  const prepare = async (url: string): Promise<void> => {
    prepared += 1;
    await run(url, 'create table things (id int)');
  };
  const [first, second] = await Promise.all([1, 2].map(() => createTestDatabase({ name: 'things_template', prepare })));
  await run(first!.url, 'insert into things values (1)');
  expect([await run(first!.url, 'select * from things'), await run(second!.url, 'select * from things')]).toEqual([[{ id: 1 }], []]);
  expect(prepared).toBe(1);
  await Promise.all([first!.drop(), second!.drop()]);
});

it('does not keep a template whose preparation failed', async () => {
  const broken = { name: 'broken_template', prepare: () => Promise.reject(new Error('no such table')) };
  await expect(createTestDatabase(broken)).rejects.toThrow('no such table');
  const mended = await createTestDatabase({ name: 'broken_template', prepare: () => Promise.resolve() });
  await mended.drop();
  expect(await run(testDatabaseUrl('postgres'), `select datname from pg_database where datname like 'test\\_%'`)).toEqual([]);
});

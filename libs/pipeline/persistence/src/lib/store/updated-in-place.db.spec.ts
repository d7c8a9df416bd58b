/** Where rows are put when they change: an update that stays in its page makes no new entries in indexes. */
import { externalPlan, jobPlan, pipelinePlan, StoreDriver } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from './store-subject.fixture';

let subject: PgSubject;

beforeAll(async () => {
  subject = await createPgSubject();
  const driver = new StoreDriver(subject);
  for (let made = 0; made < 100; made += 1) await driver.create(pipelinePlan([jobPlan('compile'), externalPlan('outside')]));
});

afterAll(() => subject.dispose());

const pagesOf = async (table: string): Promise<readonly object[]> =>
  (await subject.pool.query<object>(`SELECT id, (ctid::text::point)[0] AS page FROM ${table} ORDER BY id`)).rows;

describe.each(['pipelines', 'external_jobs'])('rows of %s', (table) => {
  it('stay in their pages when all of them change in one transaction, as in a sweep', async () => {
    const before = await pagesOf(table);
    await subject.pool.query(`UPDATE ${table} SET status = status`);
    expect(new Set(before.map((row) => JSON.stringify(row))).size).toBe(100);
    expect(await pagesOf(table)).toEqual(before);
  });
});

/** Proves that a statement which takes long has one time. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { COMMON_CLOCK, STATEMENT_CLOCK } from './statement-clock';

let subject: PgSubject;
beforeAll(async () => (subject = await createPgSubject()));
afterAll(() => subject.dispose());

it('says one instant to all rows of a statement', async () => {
  const timesIn = async (clock: string, common = ''): Promise<number> => {
    const sql = `${common} SELECT count(DISTINCT clock.now) AS times FROM generate_series(1, 100_000), ${clock}`;
    const { rows: [counted] } = await subject.pool.query<{ times: number }>(sql);
    return Number(counted?.times);
  };
  expect(await timesIn(STATEMENT_CLOCK)).toBe(1);
  expect(await timesIn('clock', `WITH ${COMMON_CLOCK}`)).toBe(1);
  expect(await timesIn('LATERAL (SELECT holdpoint_now() AS now) clock')).toBeGreaterThan(1);
});

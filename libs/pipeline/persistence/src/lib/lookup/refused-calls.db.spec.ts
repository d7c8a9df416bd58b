/** What strangers can make of counts of refused calls: one sample an hour, and a row a day in the end; and that no call is lost. */
import type { RefusedCallCount } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { ProjectDeletionTasks } from '../projects/project-deletion-tasks';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { LedgerUpkeep } from '../upkeep/ledger-upkeep';
import { PgRefusedCallLog } from './pg-refused-call-log';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let subject: PgSubject;
beforeEach(async () => {
  subject = await createPgSubject();
  await subject.clock.set(Math.ceil((await subject.now()) / DAY_MS) * DAY_MS);
});
afterEach(() => subject.dispose());

/** A call to the first project, or to none. */
const call = (remoteAddress: string, more: Partial<RefusedCallCount> = {}): RefusedCallCount => ({
  project: String(subject.projectIds[0]),
  receiver: 'x',
  reason: 'y',
  calls: 1,
  sample: { remoteAddress, headers: [], bodyBytes: null, bodyKeys: [] },
  ...more,
});
const add = (...counts: readonly RefusedCallCount[]): Promise<void> => new PgRefusedCallLog(subject.pool).add(counts);
const upkeep = (): Promise<unknown> => new LedgerUpkeep(subject.pool, HOLDPOINT_CI_MODEL).deleteOld(90);

/** Rows from a day on, as the time since it, how many calls, and from where the sample is. */
async function rowsSince(day: number, where = 'true'): Promise<readonly unknown[]> {
  const { rows } = await subject.pool.query<{ minute: number; calls: number; from: string | null; whole: boolean }>(
    `SELECT minute, calls, sample->>'remoteAddress' AS from, whole_day AS whole FROM refused_calls WHERE ${where} ORDER BY minute, reason, id`,
  );
  return rows.map(({ minute, calls, from, whole }) => [(minute - day) / MINUTE_MS, calls, from, whole ? 'day' : 'minute']);
}

it('keeps what a call looked like once an hour, for each project, receiver and reason', async () => {
  const day = await subject.now();
  for (const from of ['first', 'second']) {
    await add(call(from), call(from, { project: null }), call(from, { reason: 'z' }));
    await subject.step(MINUTE_MS);
  }
  await subject.step(HOUR_MS);
  await add(call('third'));
  const [project] = subject.projectIds;
  expect(await rowsSince(day, `project_id = ${project} AND reason = 'y'`)).toEqual([[0, 1, 'first', 'minute'], [1, 1, null, 'minute'], [62, 1, 'third', 'minute']]);
  expect(await rowsSince(day, `project_id = ${project} AND reason = 'z'`)).toEqual([[0, 1, 'first', 'minute'], [1, 1, null, 'minute']]);
  expect(await rowsSince(day, 'project_id IS NULL')).toEqual([[0, 1, 'first', 'minute'], [1, 1, null, 'minute']]);
});

it('counts calls to a project that is being deleted as those to none: they would go with it', async () => {
  const day = await subject.now();
  const [id = 0] = subject.projectIds;
  expect(await new ProjectDeletionTasks(subject.pool).mark(id, 'root')).toBe(true);
  await add(call('late'), call('late', { project: 'demo/one' }));
  expect([await rowsSince(day, `project_id = ${id}`), await rowsSince(day, 'project_id IS NULL')]).toEqual([[], [[0, 2, 'late', 'minute']]]);
});

it.each([true, false])('adds minutes up to their day once they are a day old, and loses none (of a project: %s)', async (ofProject) => {
  const day = await subject.now();
  const from = (name: string): RefusedCallCount => call(name, { calls: 10, ...(!ofProject && { project: null }) });
  await add(from('first'));
  await subject.step(5 * HOUR_MS);
  await add(from('second'));
  await subject.step(18 * HOUR_MS);
  await add(from('third'));
  await upkeep();
  expect(await rowsSince(day)).toHaveLength(3);
  await subject.step(2 * HOUR_MS);
  await upkeep();
  expect(await rowsSince(day)).toEqual([[0, 10, 'first', 'day'], [5 * 60, 10, 'second', 'minute'], [23 * 60, 10, 'third', 'minute']]);
  await subject.step(DAY_MS);
  await Promise.all([upkeep(), upkeep(), upkeep()]);
  expect(await rowsSince(day)).toEqual([[0, 30, 'first', 'day']]);
  await subject.step(90 * DAY_MS);
  await upkeep();
  expect(await rowsSince(day)).toEqual([]);
});

it('leaves a row a day of what was refused in every minute of many days, by several processes at once', async () => {
  await subject.pool.query(
    `INSERT INTO refused_calls (project_id, receiver, reason, minute, calls, sample)
     SELECT project_id, 'x', 'y', holdpoint_now() - n * interval '1 minute', 1, '{}' FROM unnest($1::bigint[]) project_id, generate_series(1, 2880) n`,
    [subject.projectIds],
  );
  await subject.step(DAY_MS);
  await Promise.all([upkeep(), upkeep()]);
  const { rows } = await subject.pool.query('SELECT calls, whole_day FROM refused_calls');
  expect(rows).toEqual(Array.from({ length: 4 }, () => ({ calls: 1_440, whole_day: true })));
});

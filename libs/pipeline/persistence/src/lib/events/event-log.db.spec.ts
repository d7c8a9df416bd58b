/** What the log of events keeps, for how long, and that pages of a scope hold nothing of another. */
import { StoreDriver } from '@holdpoint/pipeline-testing';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { EventLog, SLICE_MAX } from './event-log';

let subject: PgSubject;
let log: EventLog;

beforeEach(async () => {
  subject = await createPgSubject();
  log = new EventLog(subject.pool);
});

afterEach(() => subject.dispose());

/** A pipeline with as many events. */
async function pipelineWith(events: number, projectId = subject.projectIds[0]): Promise<number> {
  const driver = new StoreDriver(subject);
  const id = await driver.create(undefined, { projectId });
  for (const event of ['process', 'run', 'success'].slice(0, events)) {
    await driver.run(id, [event === 'process' ? { type: 'process' } : { type: 'fire_event', event, jobNames: ['compile'], actor: 'test' }]);
  }
  return id;
}

const everything = { after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 100 };

it('is empty before there was anything', async () => {
  expect(await log.range()).toEqual({ first: 0, last: 0 });
  expect(await log.newer(0, 10)).toEqual([]);
});

it('pages through a project and through one pipeline of it', async () => {
  const [one, two] = [await pipelineWith(2), await pipelineWith(3)];
  const other = await pipelineWith(1, subject.projectIds[1]);
  const scope = { projectId: subject.projectIds[0], pipelineId: null };
  const all = await log.page(scope, everything);
  expect(all.map(({ pipelineId }) => pipelineId)).toEqual([one, one, two, two, two]);
  const [, second, third, fourth] = all.map(({ id }) => id);
  const part = await log.page(scope, { after: second ?? 0, upTo: fourth ?? 0, limit: 100 });
  expect(part.map(({ id }) => id)).toEqual([third, fourth]);
  expect(await log.page(scope, { ...everything, limit: 1 })).toHaveLength(1);
  expect(await log.page({ ...scope, pipelineId: two }, everything)).toHaveLength(3);
  expect(await log.page({ ...scope, pipelineId: other }, everything)).toEqual([]);
  expect(JSON.parse(all[0]?.data ?? '')).toMatchObject({ pipeline: { from: 'created', status: 'pending' } });
});

it('deletes what is old, slice by slice, and never the newest', async () => {
  await pipelineWith(3);
  await subject.pool.query(
    `INSERT INTO events (project_id, pipeline_id, at, data) SELECT 1, 1, holdpoint_now(), '{}' FROM generate_series(1, ${SLICE_MAX})`,
  );
  await subject.step(25 * 3_600_000);
  const kept = await pipelineWith(1);
  const [one, another] = await Promise.all([log.deleteOlderThan(24), log.deleteOlderThan(24)]);
  // What one has locked the other leaves, so that both may have thought that a part was the last.
  expect(one + another + (await log.deleteOlderThan(24))).toBe(3 + SLICE_MAX);
  expect(await log.deleteOlderThan(24)).toBe(0);
  const { last } = await log.range();
  expect((await log.newer(0, 10)).map(({ id, pipelineId }) => [id, pipelineId])).toEqual([[last, kept]]);
  await subject.step(25 * 3_600_000);
  expect(await log.deleteOlderThan(24)).toBe(0);
  expect(await log.range()).toEqual({ first: last, last });
});

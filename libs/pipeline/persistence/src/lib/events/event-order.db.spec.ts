/** Whoever reads `id > last` sees every event once and in order, whatever the transactions that write them do. */
import { HOLDPOINT_CI_MODEL, runPass, type PipelineId } from '@holdpoint/pipeline-domain';
import { StoreDriver, gate } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { EventLog, type EventRow } from './event-log';

let subject: PgSubject;
let driver: StoreDriver;
let log: EventLog;

beforeAll(async () => {
  subject = await createPgSubject();
  driver = new StoreDriver(subject);
  log = new EventLog(subject.pool);
});

afterAll(() => subject.dispose());

/** A reader as the hub is one: it asks for what is newer than what it has. */
class Reader {
  readonly seen: EventRow[] = [];

  constructor(private last: number) {}

  static async start(): Promise<Reader> {
    return new Reader((await log.range()).last);
  }

  async read(): Promise<readonly PipelineId[]> {
    const rows = await log.newer(this.last, 1_000);
    this.seen.push(...rows);
    this.last = rows.at(-1)?.id ?? this.last;
    return rows.map(({ pipelineId }) => pipelineId);
  }
}

/** Runs the first pass of pipelines in one transaction; `before` is awaited between writing and the commit. */
function firstPass(ids: readonly PipelineId[], before: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
  return subject.store.transaction(async (transaction) => {
    const { facts } = await transaction.lock(ids, 'wait');
    const changes = facts.map((pipeline) => runPass(HOLDPOINT_CI_MODEL, pipeline, [{ type: 'process' }]).changes);
    await transaction.write({ changes, callbacks: [], unparked: [] });
    await before();
  });
}

const create = async (count: number): Promise<readonly PipelineId[]> => {
  const ids: PipelineId[] = [];
  for (let made = 0; made < count; made += 1) ids.push(await driver.create());
  return ids;
};

describe('the order of events', () => {
  it('is that of the commits: who has not committed holds back whoever would draw the next ids', async () => {
    const [first = 0, second = 0] = await create(2);
    const reader = await Reader.start();
    const [written, mayCommit] = [gate(), gate()];
    const early = firstPass([first], () => (written.open(), mayCommit.opened));
    await written.opened;
    const late = firstPass([second]);
    await subject.untilLockAwaited();
    expect(await reader.read()).toEqual([]);
    mayCommit.open();
    await Promise.all([early, late]);
    expect(await reader.read()).toEqual([first, second]);
  });

  it('leaves no gap that is filled later when a transaction that has drawn ids fails', async () => {
    const [failing = 0, next = 0] = await create(2);
    const reader = await Reader.start();
    await expect(firstPass([failing], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await firstPass([next]);
    expect(await reader.read()).toEqual([next]);
    await firstPass([failing]);
    expect(await reader.read()).toEqual([failing]);
  });

  it('waits for no transaction that stays open elsewhere, with a pipeline locked and rows written', async () => {
    const [held = 0, ...others] = await create(6);
    const reader = await Reader.start();
    const stranger = new Client({ connectionString: subject.url });
    await stranger.connect();
    await stranger.query('BEGIN');
    await stranger.query('SELECT pg_current_xact_id()');
    await stranger.query('UPDATE pipelines SET name = name WHERE id = $1', [held]);
    for (const id of others) {
      await firstPass([id]);
      expect(await reader.read()).toEqual([id]);
    }
    await stranger.query('COMMIT');
    await stranger.end();
    await firstPass([held]);
    expect(await reader.read()).toEqual([held]);
  });

  it('holds while many connections write batches and one reads all the time', async () => {
    const ids = await create(120);
    const reader = await Reader.start();
    const batches = Array.from({ length: 40 }, (_unused, index) => ids.slice(3 * index, 3 * index + 3));
    const writers = Promise.all(Array.from({ length: 4 }, async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) await firstPass(batch);
    }));
    let written = false;
    void writers.then(() => (written = true));
    while (!written) await reader.read();
    await writers;
    await reader.read();
    expect(reader.seen.map(({ pipelineId }) => pipelineId).sort((a, b) => a - b)).toEqual(ids);
    const seen = reader.seen.map(({ id }) => id);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});

describe('notification of events', () => {
  it('is one for a batch and tells its last id', async () => {
    const heard: string[] = [];
    const listener = new Client({ connectionString: subject.url });
    await listener.connect();
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await listener.query('LISTEN holdpoint_events');
    const ids = await create(3);
    await firstPass(ids);
    await firstPass(ids);
    await listener.query('SELECT 1');
    expect(heard).toEqual([String((await log.range()).last)]);
    await listener.end();
  });
});

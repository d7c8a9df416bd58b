/** Wake-ups are heard across connections; after a connection was lost the listener asks for a look at everything. */
import type { TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { createMigratedDatabase } from '../store/store-subject.fixture';
import { WakeListener } from './wake-listener';

let database: TestDatabase;
let server: Client;

beforeAll(async () => {
  database = await createMigratedDatabase();
  server = new Client({ connectionString: database.url });
  await server.connect();
});

afterAll(async () => {
  await server.end();
  await database.drop();
});

/** A listener whose wake-ups can be awaited one by one. */
function listen(url: string) {
  const heard: (number | null)[] = [];
  const errors: unknown[] = [];
  let wake = (): void => undefined;
  const listener = new WakeListener({ url, reconnectMs: 20, onError: (error) => errors.push(error) });
  const onWake = (at: number | null): void => {
    heard.push(at);
    wake();
  };
  const untilHeard = async (count: number): Promise<(number | null)[]> => {
    while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return heard;
  };
  return { listener, onWake, untilHeard, heard, errors };
}

const notify = (at: number): Promise<unknown> => server.query("SELECT pg_notify('holdpoint_wake', $1)", [String(at)]);

describe('WakeListener', () => {
  it('asks for a look when it begins, then tells instants until it is stopped', async () => {
    const { listener, onWake, untilHeard, heard } = listen(database.url);
    await listener.start(onWake);
    await notify(1_700_000_000_123);
    expect(await untilHeard(2)).toEqual([null, 1_700_000_000_123]);
    await listener.stop();
    await notify(5);
    await server.query('SELECT 1');
    expect(heard).toHaveLength(2);
  });

  it('connects again when its connection is lost, and asks for a look: it may have missed something', async () => {
    const { listener, onWake, untilHeard, errors } = listen(database.url);
    await listener.start(onWake);
    await server.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'holdpoint-wake-listener'",
    );
    expect(await untilHeard(2)).toEqual([null, null]);
    expect(errors).toHaveLength(1);
    await notify(7);
    expect(await untilHeard(3)).toEqual([null, null, 7]);
    await listener.stop();
  });

  it('goes on trying while the server is away, and can be stopped meanwhile', async () => {
    const { listener, onWake, heard, errors } = listen('postgres://x@localhost/x?host=/nowhere');
    await listener.start(onWake);
    while (errors.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await listener.stop();
    const { length } = errors;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([heard, errors.length]).toEqual([[], length]);
  });
});

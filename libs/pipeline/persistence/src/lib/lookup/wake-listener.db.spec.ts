/** Wake-ups are heard across connections; after a connection was lost the listener asks for a look at everything. */
import type { TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { Network } from '../schema/network.fixture';
import { createMigratedDatabase } from '../store/store-subject.fixture';
import type { ListenerSettings } from './channel-listener';
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
function listen(url: string, settings: Partial<ListenerSettings> = {}) {
  const heard: (number | null)[] = [];
  const errors: unknown[] = [];
  let wake = (): void => undefined;
  const onError = (error: unknown): void => {
    errors.push(error);
    wake();
  };
  const listener = new WakeListener({ url, reconnectMs: 20, onError, ...settings });
  const onWake = (at: number | null): void => {
    heard.push(at);
    wake();
  };
  const untilHeard = async (count: number): Promise<(number | null)[]> => {
    while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return heard;
  };
  const untilFailed = async (count: number): Promise<void> => {
    while (errors.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { listener, onWake, untilHeard, untilFailed, heard, errors };
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
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'holdpoint-wake-listener' AND datname = current_database()`,
    );
    expect(await untilHeard(2)).toEqual([null, null]);
    expect(errors).toHaveLength(1);
    await notify(7);
    expect(await untilHeard(3)).toEqual([null, null, 7]);
    await listener.stop();
  });

  it('connects again when its connection carries nothing any more, though nobody has closed it', async () => {
    const network = await Network.start(database.url);
    const { listener, onWake, untilHeard } = listen(network.to(database.url), { askEveryMs: 20, answerWithinMs: 200 });
    await listener.start(onWake);
    network.cut();
    expect(await untilHeard(2)).toEqual([null, null]);
    await notify(9);
    expect(await untilHeard(3)).toEqual([null, null, 9]);
    await listener.stop();
    await network.stop();
  });

  it('goes on trying while the server is away, and can be stopped meanwhile', async () => {
    const nowhere = 'postgres://x@localhost/x?host=/nowhere';
    const [{ listener, onWake, untilFailed, heard, errors }, other] = [listen(nowhere), listen(nowhere)];
    await listener.start(onWake);
    await untilFailed(3);
    await listener.stop();
    const { length } = errors;
    // As long as another takes to try three times, this one would have tried again.
    await other.listener.start(other.onWake);
    await other.untilFailed(3);
    await other.listener.stop();
    expect([heard, errors.length]).toEqual([[], length]);
  });
});

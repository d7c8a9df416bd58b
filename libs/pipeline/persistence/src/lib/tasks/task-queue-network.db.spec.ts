/** Proves that no worker waits for ever for a database that the network has cut off without a word. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { Client } from 'pg';
import { migrateDatabase } from '../schema/migrate-database';
import { TaskQueue } from './task-queue';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase(migrateDatabase);
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The way to the database, which listens on a socket in the `host` of its address; what goes through the connections of now is lost when they are cut, and nobody is told. */
class Network {
  private readonly sockets: Socket[] = [];

  private constructor(private readonly server: Server) {}

  static async start(url: string): Promise<Network> {
    const { searchParams, port } = new URL(url);
    const path = `${searchParams.get('host')}/.s.PGSQL.${port || '5432'}`;
    const network: Network = new Network(createServer((near) => network.join(near, connect(path))));
    network.server.listen(0, '127.0.0.1');
    await once(network.server, 'listening');
    return network;
  }

  private join(near: Socket, far: Socket): void {
    this.sockets.push(near, far);
    near.pipe(far).on('error', () => undefined);
    far.pipe(near).on('error', () => undefined);
  }

  to(url: string): string {
    const { username, pathname } = new URL(url);
    return `postgres://${username}@127.0.0.1:${(this.server.address() as AddressInfo).port}${pathname}`;
  }

  cut(): void {
    for (const socket of this.sockets) socket.unpipe().on('data', () => undefined);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

it('opens other connections when those it has are silent', async () => {
  const network = await Network.start(database.url);
  let done = (): void => undefined;
  const queue = new TaskQueue({ url: network.to(database.url), concurrency: 2, pollIntervalMs: 20, statementTimeoutMs: 500, onProblem: () => undefined });
  const doTask = async (): Promise<void> => {
    const heard = new Promise<void>((resolve) => (done = resolve));
    await client.query("SELECT graphile_worker.add_job('task')");
    await heard;
  };
  await queue.start(new Map([['task', () => Promise.resolve(done())]]));
  try {
    await doTask();
    network.cut();
    let isDone = false;
    const again = doTask().then(() => (isDone = true));
    // What the process does every minute.
    while (!isDone) await (queue.isFailing ? queue.lookAfter().catch(() => undefined) : client.query('SELECT'));
    await again;
  } finally {
    await queue.stop();
    await network.stop();
  }
}, 60_000);

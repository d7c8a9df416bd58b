/**
 * Stands in for `npm start` in launcher.spec.ts: starts a server, says so in one line of JSON, and drains for a while on
 * SIGINT.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { answers, startPostgres } from './index.mjs';

const server = await startPostgres({ dataDir: process.argv[2], mode: 'durable' });
const say = (fact) => process.stdout.write(`${JSON.stringify(fact)}\n`);
process.on('SIGINT', async () => {
  await sleep(300);
  say({ aliveInDrain: await answers(server.url('postgres'), 0) });
  await server.stop();
  process.exit(0);
});
setInterval(() => {}, 1_000);
// Last: from here on the test may send its signals.
say({ adopted: server.adopted, dataDir: server.dataDir, url: server.url('postgres') });

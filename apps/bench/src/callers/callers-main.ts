import { Pool } from 'undici';
import type { CallbackOrder, CallOrders, CallReport, FromCallers, ToCallers } from './caller-messages';

/** The process of the callers: takes orders from its parent, warms up, waits for the word, calls and reports, until it is ended. */
export function runCallers(): void {
  let go = (): void => undefined;
  process.on('message', (message: ToCallers) => {
    if (message.type === 'go') go();
    else void work(message.orders, new Promise<void>((resolve) => (go = resolve)));
  });
  process.on('disconnect', () => process.exit());
}

async function work(orders: CallOrders, started: Promise<void>): Promise<void> {
  const pool = new Pool(orders.url, { connections: orders.callers, pipelining: 1 });
  await callAll(pool, orders, orders.warmUp);
  send({ type: 'warm' });
  await started;
  send({ type: 'done', report: await callAll(pool, orders, orders.measured) });
  await pool.close();
}

const send = (message: FromCallers): void => void process.send?.(message);

/** Each caller makes its next callback when the last one is answered. */
async function callAll(
  pool: Pool,
  { path, token, callers }: CallOrders,
  orders: readonly CallbackOrder[],
): Promise<CallReport> {
  const [latencies, answers]: [number[], Record<string, number>] = [[], {}];
  const headers = { 'content-type': 'application/json', 'private-token': token };
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let order = orders[next]; order !== undefined; order = orders[next]) {
      next += 1;
      const sentAt = performance.now();
      const answer = await callBack(pool, path, headers, order);
      latencies.push(performance.now() - sentAt);
      answers[answer] = (answers[answer] ?? 0) + 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  return { elapsedMs: performance.now() - startedAt, latencies, answers };
}

async function callBack(pool: Pool, path: string, headers: Record<string, string>, order: CallbackOrder): Promise<string> {
  const body = JSON.stringify({ pipeline_id: order.pipelineId, job_name: order.jobName, job_status: 'success' });
  const response = await pool.request({ method: 'POST', path, headers, body });
  const { verdict } = (await response.body.json()) as { verdict?: string };
  return `${response.statusCode} ${verdict}`;
}

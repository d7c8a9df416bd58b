/**
 * A signal that aborts when the process is asked to end, or when the launcher that gave us a channel is gone without a
 * word (kill -9), and the database with it. The channel alone does not keep the process alive.
 */
export function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  const abort = (reason: string): void => controller.abort(new Error(`interrupted by ${reason}`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, abort);
  process.on('disconnect', () => abort('the end of its launcher'));
  process.channel?.unref();
  return controller.signal;
}

import { createDataSource, createStorePool } from '@holdpoint/pipeline-persistence';
import type { Logger } from '@holdpoint/runtime';

/** The connections of a process to its database. */
export interface Connections {
  readonly pool: ReturnType<typeof createStorePool>;
  readonly dataSource: ReturnType<typeof createDataSource>;
  close(): Promise<void>;
}

/** Opens the connections; whoever asks closes them when nothing uses them any more. */
export async function openConnections(url: string, logger: Logger): Promise<Connections> {
  const onIdleError = (err: Error): void => logger.warn({ err }, 'an idle connection broke; another one is opened');
  const pool = createStorePool(url, { onIdleError });
  const dataSource = await createDataSource(url).initialize();
  return {
    pool,
    dataSource,
    close: async () => void (await Promise.all([pool.end(), dataSource.destroy()])),
  };
}

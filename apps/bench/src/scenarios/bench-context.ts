import type { BenchOptions } from '../bench-options';
import { ApiProcess } from '../api/api-process';
import { Callers } from '../callers/callers';
import type { BenchDatabase, BenchServer } from '../server/bench-server';
import type { StatementStatistics } from '../server/statement-statistics';

/** What a scenario works with. */
export interface BenchContext {
  readonly server: BenchServer;
  readonly statements: StatementStatistics | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly options: BenchOptions;
  /** Says what is going on. */
  readonly say: (text: string) => void;
}

/** A scenario's API on a database of its own, and who calls it. */
export interface Site {
  readonly api: ApiProcess;
  readonly callers: Callers;
  readonly database: BenchDatabase;
}

/** Opens a database with an API on it, and callers, for as long as the work takes. */
export async function withSite<T>({ server, options }: BenchContext, purpose: string, work: (site: Site) => Promise<T>): Promise<T> {
  const database = await server.createDatabase(purpose);
  try {
    const api = await ApiProcess.start(database.url, options.profile);
    const callers = new Callers();
    return await work({ api, callers, database }).finally(() => (callers.stop(), api.stop()));
  } finally {
    await database.drop();
  }
}

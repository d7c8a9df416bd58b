import { clientLimits, endOnQueryTimeout, numberTypes, outliveConnection, pinnedUrl } from '@holdpoint/database';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { ENTITIES } from '../entities/entities';
import { MIGRATIONS } from '../migrations/migrations';

/** What a {@link createDataSource} may be told. */
export interface DataSourceSettings {
  /** Connections at most. */
  readonly poolSize?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  readonly statementTimeoutMs?: number;
}

/**
 * The TypeORM data source of the schema, for migrations and ordinary reads; `initialize()` connects it.
 * Its schema comes from migrations alone; `int8` and `timestamptz` arrive as numbers, instants in milliseconds.
 */
export function createDataSource(url: string, settings: DataSourceSettings = {}): DataSource {
  const { poolSize = 5, applicationName = 'holdpoint-reads', statementTimeoutMs = 10_000 } = settings;
  return new DataSource({
    type: 'postgres',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'all',
    synchronize: false,
    // What this makes of a generated uuid, gen_random_uuid(), is in PostgreSQL itself: no extension has to be installed.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize,
    applicationName,
    extra: {
      // Not `url`, which TypeORM reads in its own way, and refuses where a password has a bare %.
      connectionString: pinnedUrl(url),
      types: numberTypes,
      statement_timeout: statementTimeoutMs,
      ...clientLimits(statementTimeoutMs),
      onConnect: prepareClient,
    },
  });
}

/** TypeORM gives a client back without its error: the next read would wait behind a statement that nobody answers. */
function prepareClient(client: Client): void {
  outliveConnection(client);
  endOnQueryTimeout(client);
}

import { Pool, type ClientConfig } from 'pg';
import { numberTypes } from './number-types';
import { outliveConnection } from './outlive-connection';
import { pinnedUrl } from './server-options';

/** What a pool must be told; every wait has a limit, so that nothing hangs for ever on a database that does not answer. */
export interface PoolOptions {
  readonly url: string;
  readonly max: number;
  /** Shown in `pg_stat_activity`, so that an operator sees whose connection it is. */
  readonly applicationName: string;
  readonly statementTimeoutMs?: number;
  /** How long an answer is waited for; a little longer than the statement may take when left out. */
  readonly queryTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  readonly idleInTransactionTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  /** Whether statements of one connection are sent without waiting for the answers before; an answer still comes in turn. */
  readonly pipeline?: boolean;
  /** Told when an idle connection breaks; the pool has then already let it go and opens another when needed. */
  readonly onIdleError?: (error: Error) => void;
}

const STATEMENT_TIMEOUT_MS = 30_000;
/** What the server may need beyond the limit to say that a statement was ended. */
const ANSWER_MARGIN_MS = 5_000;
/** The system's own first probe of a silent connection comes after two hours. */
const KEEP_ALIVE_DELAY_MS = 10_000;
/** Longer than any transaction here; a process that died between two statements frees its locks after this. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Options of a `pg` client or pool. */
export type ClientLimits = Required<
  Pick<ClientConfig, 'query_timeout' | 'connectionTimeoutMillis' | 'keepAlive' | 'keepAliveInitialDelayMillis'>
>;

/**
 * Limits on the client's side, for connections whose other end is silent: the server's own limits cannot be heard when
 * the network is cut. The query timeout ends only the waiting, so a connection on which it struck is of no more use.
 */
export const clientLimits = (statementTimeoutMs: number): ClientLimits => ({
  query_timeout: statementTimeoutMs + ANSWER_MARGIN_MS,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
});

/** Opens a connection pool whose `int8` and `timestamptz` columns arrive as numbers (see {@link numberTypes}). */
export function createPool(options: PoolOptions): Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const limits = clientLimits(statementTimeoutMs);
  const pool = new Pool({
    ...limits,
    connectionString: pinnedUrl(options.url),
    max: options.max,
    application_name: options.applicationName,
    statement_timeout: statementTimeoutMs,
    query_timeout: options.queryTimeoutMs ?? limits.query_timeout,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? IDLE_IN_TRANSACTION_TIMEOUT_MS,
    connectionTimeoutMillis: options.connectTimeoutMs ?? limits.connectionTimeoutMillis,
    types: numberTypes,
    pipeline: options.pipeline ?? false,
    ...(options.lockTimeoutMs === undefined ? {} : { lock_timeout: options.lockTimeoutMs }),
  });
  // Without a listener one broken idle connection would end the whole process.
  pool.on('error', (error) => options.onIdleError?.(error));
  pool.on('connect', outliveConnection);
  return pool;
}

import { createPool, withServerOptions } from '@holdpoint/database';
import type { Pool } from 'pg';

/** What {@link createStorePool} may be told. */
export interface StorePoolSettings {
  /** Connections at most: the corridor's lanes, the few that wait for held pipelines, and lookups. */
  readonly max?: number;
  /** How long `lock` with `wait` waits before the pipeline counts as held. */
  readonly lockTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
  /** How long an answer is waited for; a little longer than the statement may take when left out. */
  readonly queryTimeoutMs?: number;
  readonly idleInTransactionTimeoutMs?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  readonly onIdleError?: (error: Error) => void;
}

/**
 * Statements are planned once for all values: planned on every call, the writing statement took 0.19 ms to plan and
 * 0.15 ms to run, and its parameters never change the plan anyway.
 */
const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan';

/** The pool that the pipeline store and its lookups share; nothing on it waits for ever. */
export function createStorePool(url: string, settings: StorePoolSettings = {}): Pool {
  const { max = 10, lockTimeoutMs = 5_000, statementTimeoutMs = 15_000, idleInTransactionTimeoutMs = 15_000 } = settings;
  return createPool({
    url: withServerOptions(url, PLAN_ONCE),
    max,
    lockTimeoutMs,
    statementTimeoutMs,
    idleInTransactionTimeoutMs,
    pipeline: true,
    applicationName: settings.applicationName ?? 'holdpoint-store',
    ...(settings.queryTimeoutMs === undefined ? {} : { queryTimeoutMs: settings.queryTimeoutMs }),
    ...(settings.onIdleError ? { onIdleError: settings.onIdleError } : {}),
  });
}

import { isLockTimeout, isRetryable, isUndone } from '@holdpoint/database';
import { StoreError, type StoreErrorKind } from '@holdpoint/pipeline-application';

/** Deadlock and serialisation failure: another transaction was in the way, nothing was stored. */
const CONFLICTS: readonly unknown[] = ['40P01', '40001'];

/** `statement_timeout` ended the statement: the database is overloaded or stuck, nothing was stored. */
const STATEMENT_TIMEOUT = '57014';

const UNIQUE_VIOLATION = '23505';

/** What one callback does to one job is stored once, and so is what it came to where it met none. */
const MATCHED_ONCE = 'uq_callback_matches_';

/** Makes a {@link StoreError} of a failure that is the database's; anything else, bugs included, stays as it is. */
export function storeFailure(error: unknown, phase: 'working' | 'committing'): unknown {
  const kind = kindOf(error, phase);
  return kind ? new StoreError(kind, { cause: error }) : error;
}

function kindOf(error: unknown, phase: 'working' | 'committing'): StoreErrorKind | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'code' in error ? error.code : undefined;
  if (CONFLICTS.includes(code)) return 'conflict';
  if (code === UNIQUE_VIOLATION && 'constraint' in error && String(error.constraint).startsWith(MATCHED_ONCE)) return 'taken_twice';
  if (isLockTimeout(error)) return 'held';
  if (isRetryable(error)) return phase === 'committing' && !isUndone(error) ? 'commit_unknown' : 'unavailable';
  return code === STATEMENT_TIMEOUT ? 'unavailable' : undefined;
}

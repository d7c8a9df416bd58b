/** SQLSTATEs after which the same transaction may well succeed. */
const RETRYABLE_STATES: ReadonlySet<string> = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P04', // database_dropped
  '57P05', // idle_session_timeout
  '3D000', // invalid_catalog_name: the database is renamed away while it is restored
  '28000', // invalid_authorization_specification: the role may not log in for now
  '28P01', // invalid_password: it is being changed
  '25006', // read_only_sql_transaction: a standby, or a primary that steps down
  '25P03', // idle_in_transaction_session_timeout: the connection is gone
  '25P04', // transaction_timeout, since PostgreSQL 17
  '58030', // io_error
]);

/** The same by their class: connection exceptions, and whatever the server has too little of just now, its disk included. */
const RETRYABLE_CLASSES: readonly string[] = ['08', '53'];

/** Where the server itself has refused a statement, also a COMMIT, or the connection for it: nothing was stored. */
const UNDONE_STATES: ReadonlySet<string> = new Set(['25006', '25P03', '25P04', '28000', '28P01', '3D000', '57P03']);

/** The server had too little of something, its disk included. */
const UNDONE_CLASS = '53';

/** Errors of the socket and of the name: the name of a stopped container is not known, its socket not there (ENOENT). */
const CONNECTION_CODES: ReadonlySet<string> = new Set([
  'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOENT',
  'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN',
]);

/** `pg` gives these neither a code nor a class of their own. */
const CONNECTION_MESSAGES = [/^Connection terminated/, /^timeout exceeded when trying to connect/, /^Client has encountered a connection error/];

/**
 * True when `query_timeout` ended the waiting for an answer. The statement may still run and its answer still come, so
 * the connection must be closed, not used again.
 */
export function isQueryTimeout(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** True when the failure says nothing about the request, so the whole transaction is worth running again. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  if (RETRYABLE_STATES.has(code) || CONNECTION_CODES.has(code)) return true;
  if (code.length === 5 && RETRYABLE_CLASSES.includes(code.slice(0, 2))) return true;
  return isQueryTimeout(error) || isConnectionMessage(error);
}

/** True when the failure says that nothing of the transaction was stored, even if it came in the place of the commit. */
export function isUndone(error: unknown): boolean {
  const code = codeOf(error);
  return UNDONE_STATES.has(code) || (code.length === 5 && code.startsWith(UNDONE_CLASS));
}

function isConnectionMessage(error: unknown): boolean {
  return error instanceof Error && CONNECTION_MESSAGES.some((pattern) => pattern.test(error.message));
}

/** True when a lock was not granted within `lock_timeout` or was refused by NOWAIT (55P03): somebody else holds the row. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

/** True when a statement was refused (25P02) because one before it in the same transaction has failed: that one says why. */
export function isAbortedTransaction(error: unknown): boolean {
  return codeOf(error) === '25P02';
}

/** True when the row is there already (23505), under the named constraint or index if one is given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: unknown }).constraint === constraint;
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : '';
}

export { BatchedLookup } from './lib/batched-lookup';
export { clientLimits, createPool, type ClientLimits, type PoolOptions } from './lib/create-pool';
export { isAbortedTransaction, isLockTimeout, isQueryTimeout, isRetryable, isUniqueViolation } from './lib/database-errors';
export { endOnQueryTimeout } from './lib/end-on-query-timeout';
export { isDatabaseUrl } from './lib/is-database-url';
export { namedStatement, type NamedQuery } from './lib/named-statement';
export { numberTypes } from './lib/number-types';
export { pinnedUrl, withServerOptions } from './lib/server-options';
export { pingDatabase } from './lib/ping-database';

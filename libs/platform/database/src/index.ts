export { createPool, type PoolOptions } from './lib/create-pool';
export { isLockTimeout, isRetryable, isUniqueViolation } from './lib/database-errors';
export { namedStatement, type NamedQuery } from './lib/named-statement';
export { numberTypes } from './lib/number-types';

/**
 * Of a FROM, by itself or beside one row: the store's clock, read once for the statement as `clock.now`. Two readings of
 * it are microseconds apart and each is cut to milliseconds, so now and then they differ by one; OFFSET keeps this one
 * from being folded in. Beside many rows it may be read for each of them: there a scalar subquery is read once.
 */
export const STATEMENT_CLOCK = '(SELECT holdpoint_now() AS now OFFSET 0) clock';

/** Of a WITH: the same, for several parts of a statement and beside many rows. */
export const COMMON_CLOCK = 'clock AS MATERIALIZED (SELECT holdpoint_now() AS now)';

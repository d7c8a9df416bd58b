/**
 * Of a FROM: the store's clock, read once for the whole statement as `clock.now`. Two readings of it are microseconds
 * apart and each is cut to milliseconds, so now and then they differ by one; OFFSET keeps this one from being folded in.
 */
export const STATEMENT_CLOCK = '(SELECT holdpoint_now() AS now OFFSET 0) clock';

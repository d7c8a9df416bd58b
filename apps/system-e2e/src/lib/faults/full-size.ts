/** Chooses between the size that CI has time for and the size for which a promise is made: HOLDPOINT_FULL_SIZE=1. */
export const sized = (inCi: number, full: number): number => (process.env['HOLDPOINT_FULL_SIZE'] === '1' ? full : inCi);

/** Where the random numbers of a test start; HOLDPOINT_FAULT_SEED tries other moments. */
export const FAULT_SEED = Number(process.env['HOLDPOINT_FAULT_SEED'] ?? '1');

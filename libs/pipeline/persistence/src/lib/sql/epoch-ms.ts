/**
 * SQL for an instant as JSON: whole epoch milliseconds, as everywhere in the domain. Not by `extract`, whose numeric made
 * loading 6 % dearer (measured).
 */
export const epochMs = (instant: string): string => `round(date_part('epoch', ${instant}) * 1000)`;

/**
 * What has become of a job's request for the resource of its group: its turn is not yet to come, it waits, it has been given
 * the resource, it has started with it.
 */
export const REQUEST_STATES = ['upcoming', 'waiting', 'assigned', 'holding'] as const;

/** One of {@link REQUEST_STATES}. */
export type RequestState = (typeof REQUEST_STATES)[number];

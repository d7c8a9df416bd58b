/** What the outside can be told of an external job: it waits, it was canceled, its time is over. */
export const HOOK_EVENTS = ['start', 'cancel', 'timeout'] as const;

/** One of {@link HOOK_EVENTS}. */
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** How a receiver tells who sends: by a token in the path, or by an HMAC over the body; the words are Flux's. */
export const RECEIVER_TYPES = ['generic', 'generic-hmac'] as const;

/** One of {@link RECEIVER_TYPES}. */
export type ReceiverType = (typeof RECEIVER_TYPES)[number];

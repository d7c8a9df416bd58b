/** How far a delivery has come: it will be tried (again), the receiver has it, or nobody tries any more. */
export const DELIVERY_STATES = ['pending', 'delivered', 'dead'] as const;

/** One of {@link DELIVERY_STATES}. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

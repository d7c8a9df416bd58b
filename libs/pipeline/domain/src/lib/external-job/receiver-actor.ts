const PREFIX = 'receiver:';

/** The actor of what a receiver has read: its name alone may be that of a user. */
export const actorOfReceiver = (name: string): string => `${PREFIX}${name}`;

/** The name of the receiver whose event has this actor; of events that were stored long ago the name is all of it. */
export const receiverOfActor = (actor: string): string => (actor.startsWith(PREFIX) ? actor.slice(PREFIX.length) : actor);

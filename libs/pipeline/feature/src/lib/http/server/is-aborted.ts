import type { IncomingMessage } from 'node:http';

/** Tells whether the client went away before it had sent the whole request: nobody reads the answer. */
export const isAborted = (request: IncomingMessage): boolean => request.destroyed && !request.complete;

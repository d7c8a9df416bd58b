import { SECOND_MS } from '@holdpoint/kernel';

/** The largest body of most routes: 500 variables, and far more than any other request. */
export const BODY_MAX_BYTES = 1024 * 1024;

/** The largest body that holds files: several of a commit, or a configuration of the allowed size, all escaped. */
export const FILES_MAX_BYTES = 8 * 1024 * 1024;

/** The longest part of an address between two slashes: a project or file path with every slash escaped. */
export const PATH_PART_MAX = 1024;

/** How long a client may take to send a request; slower ones hold a socket that others need. */
export const REQUEST_TIMEOUT_MS = 30 * SECOND_MS;

/** How often slow clients are looked for; at Node's half a minute a body of 30 seconds was cut after 65 to 86. */
export const SLOW_CHECK_MS = 2 * SECOND_MS;

/** How long a stopping process still takes connections unless told otherwise: load balancers learn of it meanwhile. */
export const DRAIN_MS = 500;

/** How long a client may take to read its answer once the process stops; orchestrators wait ten seconds for all. */
export const STOP_GRACE_MS = 5 * SECOND_MS;

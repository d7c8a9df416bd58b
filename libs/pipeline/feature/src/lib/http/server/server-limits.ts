import { SECOND_MS } from '@holdpoint/kernel';

/** The largest body: a commit of several files, or a configuration of the allowed size with everything escaped. */
export const BODY_MAX_BYTES = 8 * 1024 * 1024;

/** The longest part of an address between two slashes: a project or file path with every slash escaped. */
export const PATH_PART_MAX = 1024;

/** How long a client may take to send a request; slower ones hold a socket that others need. */
export const REQUEST_TIMEOUT_MS = 30 * SECOND_MS;

/** How long a client may take to read its answer once the process stops; orchestrators wait ten seconds for all. */
export const STOP_GRACE_MS = 5 * SECOND_MS;

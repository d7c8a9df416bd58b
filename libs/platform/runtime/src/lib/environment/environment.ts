/** What a process does: serve the API, run timers and queues, or both. */
export const ROLES = ['api', 'worker', 'all'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** The levels of pino, least severe first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How a process was told to run. Read once when it starts; nothing else looks at the environment. */
export interface Environment {
  readonly nodeEnv: string;
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly logLevel: LogLevel;
  /** Origins that browsers may call from; empty allows none. */
  readonly corsOrigins: readonly string[];
  /** Given from outside; undefined leaves it to the process to make one and keep it. */
  readonly adminToken: string | undefined;
  /** Keys of the server as `id:base64,…`, the current one first; undefined leaves it to the process to make one and keep it. */
  readonly secretKeys: string | undefined;
  /**
   * Where others reach the API, without a slash at the end: addresses that they are given to call start with it. Undefined
   * when it was not set.
   */
  readonly externalUrl: string | undefined;
  /** Proxies whose word on the scheme, the host and the client of a request is taken: addresses and networks. */
  readonly trustedProxies: readonly string[];
  /** Where hooks may go beside public addresses: networks (`10.0.0.0/8`), addresses, or `host:port`. */
  readonly hookAllow: readonly string[];
  /** The registries and token servers that may be asked what artifacts were made of: `host`, `host:port`, `http://host`. */
  readonly registryAllow: readonly string[];
  /** How long a stopping process still takes connections, in milliseconds. */
  readonly drainMs: number;
  /** Where the process keeps files of its own. */
  readonly dataDir: string;
  /** Adds the built-in runner, `fire-event` and a clock that can be stepped. */
  readonly simulation: boolean;
  /** Whether the simulation's built-in runner executes builds; off leaves them to `fire_event`. */
  readonly simulationRunner: boolean;
  /** Whether the cron-driven timeout service looks for overdue jobs. */
  readonly timeoutCron: boolean;
  /** Whether a task of its own is scheduled for each deadline and delay. */
  readonly timeoutTask: boolean;
  readonly timeoutTickMs: number;
  /** How long events can be resumed from, in hours. */
  readonly eventRetentionHours: number;
  /** How long callbacks are kept after their pipelines have ended. */
  readonly callbackRetentionDays: number;
  /** How many threads Node has for files, look-ups of names and the like. */
  readonly threads: number;
}

import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../environment/environment';
import { redactUrl } from './redact-url';

const SECRET_KEYS = ['authorization', 'cookie', '"set-cookie"', '"private-token"', 'token', 'secret', 'password'];

/** Where secrets could stand in what is logged: at the top, in an object, or among an object's headers. */
const REDACTED = SECRET_KEYS.flatMap((key) =>
  key.startsWith('"') ? [`[${key}]`, `*[${key}]`, `*.headers[${key}]`] : [key, `*.${key}`, `*.headers.${key}`],
);

interface LoggedRequest {
  readonly id?: string;
  readonly method?: string;
  readonly url?: string;
  readonly ip?: string;
}

/** Of a request only what cannot hold a secret; its headers are never logged. */
const serializeRequest = ({ id, method, url, ip }: LoggedRequest): object => ({
  id,
  method,
  url: redactUrl(url ?? ''),
  ip,
});

export type { Logger };

/** Makes the process's one logger: a line of JSON for each entry, with secrets taken out. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: REDACTED, censor: '[redacted]' },
    serializers: { req: serializeRequest, err: pino.stdSerializers.err },
  };
  return pino(options, destination ?? standardOutput());
}

/**
 * Lines are gathered until they fill this: with 4,096 a busy process wrote some 75 times a second, 0.1 ms each (strace).
 * More than pino writes at once (16 KiB) it may not be.
 */
const GATHERED_BYTES = 15_360;

/** How long a line may lie: nobody who reads along is to notice. */
const GATHERED_MS = 100;

/**
 * Lines are gathered and written while the process goes on. Written one by one, waiting for each, they took 5 % of the CPU
 * of a process that answers callbacks. What is left is written when the process ends, unless it is killed.
 */
const standardOutput = (): DestinationStream =>
  pino.destination({ fd: process.stdout.fd, sync: false, minLength: GATHERED_BYTES, periodicFlush: GATHERED_MS });

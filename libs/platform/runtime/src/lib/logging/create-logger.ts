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
  return destination ? pino(options, destination) : pino(options);
}

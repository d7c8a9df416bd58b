import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's account of how it starts: a line for each module and route, of use only to whoever looks for a mistake. */
const CHATTY: readonly string[] = ['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver'];

type Level = 'info' | 'warn' | 'error' | 'fatal' | 'debug' | 'trace';

/**
 * Lets Nest and its libraries write through pino; they pass the name of the class last, and a stack before it.
 * An object is an entry of its own: its `msg` is the text, its `err` an error with its stack.
 */
export class PinoLoggerService implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.write(CHATTY.includes(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const texts = rest.filter((part): part is string => typeof part === 'string');
    const stack = texts.find((text) => text.includes('\n    at '));
    const context = texts.at(-1) === stack ? undefined : texts.at(-1);
    const details = { ...(context ? { context } : {}), ...(stack ? { stack } : {}) };
    if (message instanceof Error) this.logger[level]({ ...details, err: message }, message.message);
    else if (typeof message === 'object') this.logger[level]({ ...details, ...message });
    else this.logger[level](details, String(message));
  }
}

export type { Environment, LogLevel, Role } from './lib/environment/environment';
export { parseEnvironment, type EnvironmentCheck } from './lib/environment/parse-environment';
export { createLogger, type Logger } from './lib/logging/create-logger';
export { PinoLoggerService } from './lib/logging/pino-logger-service';

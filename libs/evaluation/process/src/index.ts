export { endProcess, isRunning } from './lib/end-process';
export { freePort } from './lib/free-port';
export { inheritedEnvironment } from './lib/inherited-environment';
export { isReady } from './lib/is-ready';
export { untilReady, type StartedProcess } from './lib/until-ready';

export { freePort } from './lib/free-port';
export { inheritedEnvironment } from './lib/inherited-environment';
export { isReady } from './lib/is-ready';

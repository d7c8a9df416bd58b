export { EXPERIMENTS, GUARDED_EXPERIMENTS } from './lib/experiments';

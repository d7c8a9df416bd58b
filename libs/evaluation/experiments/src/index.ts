export { EXPERIMENTS } from './lib/experiments';

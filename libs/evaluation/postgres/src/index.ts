export { openPostgresEngine, type OpenedEngine } from './lib/open-postgres-engine';

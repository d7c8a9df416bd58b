export { createDataSource, type DataSourceSettings } from './lib/schema/create-data-source';
export { migrateDatabase, type MigrationSettings } from './lib/schema/migrate-database';

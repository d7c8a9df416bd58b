export { createTestDatabase, testDatabaseUrl, type TestDatabase, type TestDatabaseTemplate } from './create-test-database';

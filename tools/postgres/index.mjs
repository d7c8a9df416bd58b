export { createDatabase, dropDatabase, answers } from './databases.mjs';
export { startPostgres } from './start-postgres.mjs';
export { startTestPostgres, startThrowawayPostgres } from './test-cluster.mjs';

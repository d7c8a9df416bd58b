/**
 * Jest globalSetup of every project with `*.db.spec.ts`: one private PostgreSQL per Jest run.
 * Specs find it in HOLDPOINT_TEST_SERVER_URL (its `postgres` database) and make databases of their own in it.
 */
module.exports = async function startTestServer() {
  const { startTestPostgres } = await import('./index.mjs');
  const server = await startTestPostgres();
  globalThis.holdpointTestServer = server;
  process.env.HOLDPOINT_TEST_SERVER_URL = server.url('postgres');
};

module.exports = {
  displayName: 'system-e2e',
  preset: '../../jest.preset.js',
  globalSetup: '../../tools/postgres/jest-global-setup.cjs',
  globalTeardown: '../../tools/postgres/jest-global-teardown.cjs',
  testTimeout: process.env.HOLDPOINT_FULL_SIZE === '1' ? 1_800_000 : 180_000,
  // Whole processes on two cores: side by side they would only wait for each other.
  maxWorkers: 1,
};

module.exports = {
  displayName: 'webhook-receiver',
  preset: '../../../jest.preset.js',
  globalSetup: '../../../tools/postgres/jest-global-setup.cjs',
  globalTeardown: '../../../tools/postgres/jest-global-teardown.cjs',
};

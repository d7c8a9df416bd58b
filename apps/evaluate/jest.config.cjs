module.exports = {
  displayName: 'evaluate',
  preset: '../../jest.preset.js',
  globalSetup: '../../tools/postgres/jest-global-setup.cjs',
  globalTeardown: '../../tools/postgres/jest-global-teardown.cjs',
};

module.exports = {
  displayName: 'tools',
  preset: '../jest.preset.js',
  globalSetup: './postgres/jest-global-setup.cjs',
  globalTeardown: './postgres/jest-global-teardown.cjs',
};

const { transformIgnorePatterns } = require('../../libs/pipeline/feature/jest.config.cjs');

module.exports = {
  displayName: 'api',
  preset: '../../jest.preset.js',
  globalSetup: '../../tools/postgres/jest-global-setup.cjs',
  globalTeardown: '../../tools/postgres/jest-global-teardown.cjs',
  transformIgnorePatterns,
};

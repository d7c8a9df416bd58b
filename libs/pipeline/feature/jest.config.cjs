const { transformIgnorePatterns } = require('../../../jest.preset.js');

module.exports = {
  displayName: 'pipeline-feature',
  preset: '../../../jest.preset.js',
  globalSetup: '../../../tools/postgres/jest-global-setup.cjs',
  globalTeardown: '../../../tools/postgres/jest-global-teardown.cjs',
  // The Swagger page's static files come through a package that is published as an ES module only.
  transformIgnorePatterns: transformIgnorePatterns.map((pattern) => pattern.replace('(?!(', '(?!(content-disposition|')),
};

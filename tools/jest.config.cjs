module.exports = {
  displayName: 'tools',
  preset: '../jest.preset.js',
  // A project of its own: it looks at everything, so it runs after every change.
  testPathIgnorePatterns: ['<rootDir>/tidy/'],
  globalSetup: './postgres/jest-global-setup.cjs',
  globalTeardown: './postgres/jest-global-teardown.cjs',
};

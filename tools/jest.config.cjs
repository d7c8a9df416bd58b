module.exports = {
  displayName: 'tools',
  preset: '../jest.preset.js',
  // A project of its own: it looks at everything, so it runs after every change.
  testPathIgnorePatterns: ['<rootDir>/tidy/'],
};

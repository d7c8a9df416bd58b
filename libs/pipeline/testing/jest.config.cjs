module.exports = { displayName: 'pipeline-testing', preset: '../../../jest.preset.js' };

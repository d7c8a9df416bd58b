module.exports = { displayName: 'pipeline-application', preset: '../../../jest.preset.js' };

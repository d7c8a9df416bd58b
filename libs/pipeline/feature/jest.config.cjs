module.exports = { displayName: 'pipeline-feature', preset: '../../../jest.preset.js' };

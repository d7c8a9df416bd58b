module.exports = { displayName: 'pipeline-persistence', preset: '../../../jest.preset.js' };

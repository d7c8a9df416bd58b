module.exports = { displayName: 'evaluation-experiment', preset: '../../../jest.preset.js' };

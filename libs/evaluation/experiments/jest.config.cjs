module.exports = { displayName: 'evaluation-experiments', preset: '../../../jest.preset.js' };

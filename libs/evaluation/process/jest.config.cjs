module.exports = { displayName: 'evaluation-process', preset: '../../../jest.preset.js' };

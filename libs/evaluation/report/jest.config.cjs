module.exports = { displayName: 'evaluation-report', preset: '../../../jest.preset.js' };

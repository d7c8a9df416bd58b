module.exports = { displayName: 'evaluation-scenario', preset: '../../../jest.preset.js' };

module.exports = { displayName: 'evaluation-oracle', preset: '../../../jest.preset.js' };

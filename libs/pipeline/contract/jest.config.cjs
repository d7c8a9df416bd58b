module.exports = { displayName: 'pipeline-contract', preset: '../../../jest.preset.js' };

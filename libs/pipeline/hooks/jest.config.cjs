module.exports = { displayName: 'pipeline-hooks', preset: '../../../jest.preset.js' };

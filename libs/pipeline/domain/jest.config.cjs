module.exports = { displayName: 'pipeline-domain', preset: '../../../jest.preset.js' };

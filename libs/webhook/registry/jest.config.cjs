module.exports = { displayName: 'webhook-registry', preset: '../../../jest.preset.js' };

module.exports = { displayName: 'webhook-adapters', preset: '../../../jest.preset.js' };

/** Jest globalTeardown: the counterpart of jest-global-setup.cjs. */
module.exports = async function stopTestServer() {
  await globalThis.holdpointTestServer?.stop();
};

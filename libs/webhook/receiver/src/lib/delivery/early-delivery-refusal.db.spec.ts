/** That a stranger cannot fill the memory with bodies, nor keep others from delivering what is small. */
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { LARGE_BODIES_OF_NETWORK_MAX, type TestApi } from '@holdpoint/pipeline-feature/testing';
import { deliver, fluxEvent, makeReceiver, signed, startReceiverApi } from '../receiver-api.fixture';
import { DELIVERY_MAX_BYTES } from './delivery-request';

let api: TestApi;
beforeEach(async () => (api = await startReceiverApi()));
afterEach(() => api.stop());

const SIGNED = { 'x-signature': 'sha256=x' };

/** Sends all of a large body but its last byte. */
function holdBack(address: string, headers: Record<string, string>): ClientRequest {
  const sent = httpRequest(address, { method: 'POST', headers: { 'content-length': DELIVERY_MAX_BYTES, ...headers } });
  sent.on('error', () => undefined);
  sent.write(Buffer.alloc(DELIVERY_MAX_BYTES - 1));
  return sent;
}

async function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  sent.destroy();
  return answer;
}

it('answers without its body a delivery that no body could make good', async () => {
  const [hmac, token] = [await makeReceiver(api), await makeReceiver(api, { type: 'generic' })];
  const unknown = `${api.base}/projects/999999/receivers/1/events`;
  const answers = [holdBack(hmac.address, {}), holdBack(`${token.address}x`, SIGNED), holdBack(token.address.replace(/\/[^/]*$/, ''), {}), holdBack(unknown, {})].map(answerTo);
  expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401]);
});

it('reads so many large bodies of a network at once and no more; small ones always, and large ones again when others are gone', async () => {
  const { address, secret } = await makeReceiver(api);
  const large = fluxEvent({ message: 'm'.repeat(100_000) });
  const held = Array.from({ length: LARGE_BODIES_OF_NETWORK_MAX }, () => holdBack(address, SIGNED));
  // One after another until none is taken any more: that the others have come is not seen from outside.
  let refused = await deliver(address, large, signed(secret, large));
  while (refused.status !== 503) refused = await deliver(address, large, signed(secret, large));
  expect(refused.headers['retry-after']).toBe('1');
  expect((await deliver(address, fluxEvent(), signed(secret, fluxEvent()))).status).toBe(202);
  held.forEach((sent) => sent.destroy());
  let taken = await deliver(address, large, signed(secret, large));
  while (taken.status === 503) taken = await deliver(address, large, signed(secret, large));
  expect(taken.status).toBe(202);
});

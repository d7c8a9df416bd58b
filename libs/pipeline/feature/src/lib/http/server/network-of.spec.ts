/** Which callers count as one: an address of IPv4, however it is written, and the network of 64 bits of one of IPv6. */
import { networkOf } from './network-of';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['2001:db8::1', '2001:db8::'],
  ['2001:db8:0:0:ffff::1', '2001:db8::'],
  ['2001:db8:0:1::1', '2001:db8:0:1::'],
  ['fe80::1%eth0', 'fe80::'],
  ['fe80::2%br-1a2b', 'fe80::'],
  ['nobody', 'nobody'],
  ['', ''],
])('%j is of %j', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

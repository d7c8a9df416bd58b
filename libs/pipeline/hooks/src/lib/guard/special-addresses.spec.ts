/** Which addresses are not public: one or both ends of every network of the IANA registries, and neighbours that are. */
import { isListed, isSpecialAddress, networkList } from './special-addresses';

it.each([
  '0.0.0.0', '0.255.255.255', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '169.254.0.1', '172.16.0.0',
  '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1', '192.168.0.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1',
  '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
  '::', '::1', '::7f00:1', '::ffff:0:7f00:1', '64:ff9b::1', '64:ff9b:1::1', '100::1', '100:0:0:1::1', '2001::1', '2001:1ff::1', '2001:db8::1',
  '2002::1', '3fff::1', '5f00::1', 'fc00::1', 'fdff::1', 'fe80::1', 'fec0::1', 'ff02::1',
])('%s is not public', (address) => {
  expect(isSpecialAddress(address)).toBe(true);
});

it.each([
  '1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.0.0.1', '128.0.0.1', '172.15.255.255', '172.32.0.0', '192.0.1.0',
  '192.0.3.0', '192.167.0.1', '198.17.255.255', '198.20.0.0', '203.0.114.0', '223.255.255.255', '2001:200::1', '2003::1', '2606:4700::1111', 'fb00::1',
])('%s is public', (address) => {
  expect(isSpecialAddress(address)).toBe(false);
});

it('a name is no address, and no network', () => {
  expect(isSpecialAddress('localhost')).toBe(false);
  expect(networkList(['10.0.0.0/8', 'localhost'])).toBeUndefined();
});

it('a list holds networks and single addresses, of either family', () => {
  const list = networkList(['10.1.0.0/16', '192.0.2.7', 'fd00::/8', '2001:db8::1', '198.51.100.9/32', '2001:db8::9/128']);
  const listed = ['10.1.2.3', '192.0.2.7', 'fd12::1', '2001:db8::1', '198.51.100.9', '2001:db8::9'];
  const others = ['10.2.0.0', '192.0.2.8', 'fe80::1', '2001:db8::2', '198.51.100.8', '2001:db8::8', 'localhost', ''];
  expect([...listed, ...others].filter((address) => list && isListed(list, address))).toEqual(listed);
});

it.each(['10.0.0.0/33', '10.0.0.0/999', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/-1', '10.0.0.0/8a', '10.0.0.0/a8', '10.0.0.0/1e1', '::/129', '/8', ''])('%j is no network', (text) => {
  expect(networkList([text])).toBeUndefined();
});

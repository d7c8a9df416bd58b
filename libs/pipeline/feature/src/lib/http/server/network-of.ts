import ipaddr from 'ipaddr.js';

/** An address, or the network of 64 bits of one in IPv6: whoever has one address of it has them all. */
export function networkOf(address: string): string {
  // A zone may hold what the library does not take for one, such as the name of a bridge: `fe80::1%br-1a2b`.
  const [plain = ''] = address.split('%');
  if (!ipaddr.isValid(plain)) return address;
  const ip = ipaddr.process(plain);
  return ip instanceof ipaddr.IPv6 ? ipaddr.IPv6.networkAddressFromCIDR(`${ip.toString()}/64`).toString() : ip.toString();
}

import ipaddr from 'ipaddr.js';

/** An address, or the network of 64 bits of one in IPv6: whoever has one address of it has them all. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const ip = ipaddr.process(address);
  return ip instanceof ipaddr.IPv6 ? ipaddr.IPv6.networkAddressFromCIDR(`${ip.toString()}/64`).toString() : ip.toString();
}

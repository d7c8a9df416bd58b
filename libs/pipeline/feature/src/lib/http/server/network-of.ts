import { isIPv6 } from 'node:net';

/** Whoever has one IPv6 address has all of its network of 64 bits. */
export const networkOf = (address: string): string => (isIPv6(address) && !address.includes('.') ? prefixOf(address) : address);

function prefixOf(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const [left, right] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

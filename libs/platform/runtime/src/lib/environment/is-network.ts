import { isIP } from 'node:net';

const BITS = /^[1-9]\d{0,2}$/;

/** Whether a text is an address, or a network such as `10.0.0.0/8`; one of no bits, which is everybody, is not taken. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || address.includes('%') || rest.length > 0) return false;
  return bits === undefined || (BITS.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

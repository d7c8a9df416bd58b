/** An address that can never be written to (RFC 2606), for fields that clients expect to be filled: no addresses are kept. */
export const emailOf = (name: string): string => `${name}@holdpoint.invalid`;

/**
 * Reads base64 as MIME writes it, with breaks and with or without padding; undefined for anything else, of which
 * `Buffer` would read what it can. Source: RFC 2045, 6.8.
 */
export function readBase64(text: string): Buffer | undefined {
  const padded = text.replaceAll(/[ \t\r\n]/g, '');
  const digits = padded.replace(/={1,2}$/, '');
  const isPadded = padded.length === digits.length || padded.length % 4 === 0;
  const isWhole = digits.length % 4 !== 1 && /^[a-z0-9+/]*$/i.test(digits);
  return isPadded && isWhole ? Buffer.from(digits, 'base64') : undefined;
}

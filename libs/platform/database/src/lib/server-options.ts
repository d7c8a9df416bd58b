/**
 * What a session must not take from the server, the database or the user: dates are read in ISO, days are those of UTC,
 * and a transaction reads what others have committed since it began.
 */
const PINNED = ['-c DateStyle=ISO', '-c TimeZone=UTC', String.raw`-c default_transaction_isolation=read\ committed`];

/** An address with the settings of a session that everything here relies on. */
export const pinnedUrl = (url: string): string => withServerOptions(url, ...PINNED);

/**
 * Adds to the server options that an address may have already. The rest of the address stays as it is written: `pg` reads
 * some that `URL` does not, such as `postgres://user@/database?host=/var/run/postgresql`. Of two `options` `pg` takes the last.
 * Only spaces are escaped: where a password has a bare `%`, `pg` escapes the address anew, and reads `%20` but not `%5C`.
 */
export function withServerOptions(url: string, ...options: readonly string[]): string {
  const [address = ''] = url.split('#', 1);
  const [, ...search] = address.split('?');
  const given = [...`&${search.join('?')}`.matchAll(/&options=([^&]+)/g)].at(-1)?.[1];
  const all = [...(given === undefined ? [] : [given]), ...options.map((option) => option.replaceAll(' ', '%20'))];
  return `${address}${search.length > 0 ? '&' : '?'}options=${all.join('%20')}`;
}

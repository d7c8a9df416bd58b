/**
 * What a session must not take from the server, the database or the user: dates are read in ISO, and a transaction reads
 * what others have committed since it began.
 */
const PINNED = ['-c DateStyle=ISO', String.raw`-c default_transaction_isolation=read\ committed`];

/** An address with the settings of a session that everything here relies on. */
export const pinnedUrl = (url: string): string => withServerOptions(url, ...PINNED);

/** Adds to the server options that an address may have already. */
export function withServerOptions(url: string, ...options: readonly string[]): string {
  const changed = new URL(url);
  const given = changed.searchParams.get('options');
  changed.searchParams.set('options', [...(given ? [given] : []), ...options].join(' '));
  // URLSearchParams writes a space as `+`, which PostgreSQL's clients do not read back as one.
  return changed.href.replaceAll('+', '%20');
}

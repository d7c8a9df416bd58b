import { createHash } from 'node:crypto';

/** As OpenShift wants it. */
const SLUG_CHARS = 24;

const SUFFIX_CHARS = 6;

/**
 * The name of an environment as part of a domain: letters, digits and `-`, at most 24 characters. A name that had to be
 * changed gets a suffix of its own, so that two of them stay apart. Source: GitLab's `Gitlab::Slug::Environment`.
 */
export function environmentSlug(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '-');
  const slug = (/^[a-z]/.test(plain) ? plain : `env-${plain}`).replace(/-+/g, '-');
  if (slug.length <= SLUG_CHARS && slug === name) return slug.replace(/-$/, '');
  return `${slug.slice(0, SLUG_CHARS - SUFFIX_CHARS - 1).replace(/-$/, '')}-${suffixOf(name)}`;
}

/** The last digits, in base 36, of the hash of the name as a number. */
const suffixOf = (name: string): string => BigInt(`0x${createHash('sha256').update(name).digest('hex')}`).toString(36).slice(-SUFFIX_CHARS);

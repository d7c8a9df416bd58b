import type { EventFacts, RevisionSource } from './event-facts';
import type { RevisionClaims } from './external-event';

/** What those who are trusted know of a digest. */
export interface KnownDigest {
  /** The shas that it was registered as by builds. */
  readonly registered: readonly string[];
  /** The shas that registries have named. */
  readonly registry: readonly string[];
  /** True while a registry has still to be asked. */
  readonly isPending: boolean;
}

/** A digest that nobody knows. */
export const UNKNOWN_DIGEST: KnownDigest = Object.freeze({ registered: [], registry: [], isPending: false });

/** The revision that an event is about: shas, or why there are none. */
export type ResolvedRevision =
  | { readonly type: 'shas'; readonly shas: readonly string[]; readonly source: RevisionSource }
  | { readonly type: 'conflict' | 'none' }
  | { readonly type: 'unknown_digest'; readonly digest: string };

/**
 * Finds the shas that an event is about in the order of trust: the sender's own git revision; what the digest was
 * registered as, and what the registry says; what the event claims. Whoever says something must not contradict those who
 * are trusted more: then nothing stands. A digest may stand for several shas, since a build that changes nothing pushes
 * the same bytes again; a sender that names a sha beside it means one of them.
 */
export function resolveRevision({ sha, digest, claimed }: RevisionClaims, known: KnownDigest): ResolvedRevision {
  const claims = [...new Set(claimed.map((claim) => claim.sha))];
  const { registered, registry, isPending } = known;
  if (sha !== null) return isDenied(sha, known) ? { type: 'conflict' } : agreed([[sha], claims], 'sender');
  if (digest === null) return claims.length === 0 ? { type: 'none' } : claimedAlone(claims);
  if (registered.length > 0) return agreed([registered, registry, claims], 'registered');
  if (registry.length > 0) return agreed([registry, claims], 'registry');
  if (claims.length === 0 || isPending) return { type: 'unknown_digest', digest };
  return claimedAlone(claims);
}

/** The facts of an event that has waited, by what is known of its digest now: somebody may have contradicted it since. */
export function withKnowledge(event: EventFacts, claims: RevisionClaims, known: KnownDigest): EventFacts {
  return resolveRevision(claims, known).type === 'conflict' ? { ...event, relation: 'conflict', source: null } : event;
}

/** Whether somebody who knows the digest says that it stands for other commits. */
const isDenied = (sha: string, { registered, registry }: KnownDigest): boolean =>
  [registered, registry].some((shas) => shas.length > 0 && !shas.includes(sha));

const claimedAlone = (shas: readonly string[]): ResolvedRevision =>
  shas.length === 1 ? { type: 'shas', shas, source: 'claimed' } : { type: 'conflict' };

/** The first stand if all that the others say is among them. */
function agreed([trusted = [], ...others]: readonly (readonly string[])[], source: RevisionSource): ResolvedRevision {
  const disagree = others.some((shas) => shas.some((sha) => !trusted.includes(sha)));
  return disagree ? { type: 'conflict' } : { type: 'shas', shas: trusted, source };
}

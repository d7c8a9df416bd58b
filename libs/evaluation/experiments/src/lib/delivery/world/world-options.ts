import type { OnSuperseded, WATCHED_KINDS } from '@holdpoint/pipeline-domain';

/** Who says which commit Flux has applied: Flux itself; for an artifact the build, the registry, the event alone, nobody. */
export const REVISION_KINDS = ['git', 'oci_registered', 'oci_registry', 'oci_origin', 'oci_none'] as const;

/** One of {@link REVISION_KINDS}. */
export type RevisionKind = (typeof REVISION_KINDS)[number];

/** What keeps deliveries from ending the wrong job, or none. */
export const SAFEGUARDS = ['parking', 'deduplication', 'strict_revision', 'trust_order', 'deadline', 'signature'] as const;

/** One of {@link SAFEGUARDS}. */
export type Safeguard = (typeof SAFEGUARDS)[number];

/** How often deliveries meet which fault, in percent. */
export interface Faults {
  /** Never arrives. */
  readonly lost: number;
  /** Arrives once more, up to 12 minutes later. */
  readonly doubled: number;
  /** Arrives 5 to 20 minutes late. */
  readonly late: number;
  /** Is up to 90 seconds on its way, so that others overtake it. */
  readonly reordered: number;
  /** The receiving process dies of it, as often before the commit as between the commit and the answer. */
  readonly crashed: number;
  /** How long a process that died is away at most, in milliseconds. */
  readonly downtimeMs: number;
  /** Of all pushes: a stranger without the secret sends a success. */
  readonly forged: number;
  /** Of all pushes: someone who may annotate the object claims that the commit is what Flux applied. */
  readonly annotated: number;
}

/** Deliveries as they should be. */
export const NO_FAULTS: Faults = {
  lost: 0, doubled: 0, late: 0, reordered: 0, crashed: 0, downtimeMs: 0, forged: 0, annotated: 0,
};

/** What differs from world to world beside the seed. */
export interface WorldOptions {
  readonly object: (typeof WATCHED_KINDS)[number];
  readonly revision: RevisionKind;
  /** Null has all of them. */
  readonly without: Safeguard | null;
  readonly faults: Faults;
  readonly onSuperseded: OnSuperseded;
  /** From a push to the next, at least and at most, in milliseconds. */
  readonly pace: readonly [from: number, to: number];
  /** Whether the notification controller keeps events that set a commit status from generic receivers. */
  readonly dropsCommitStatus: boolean;
}

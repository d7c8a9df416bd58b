import type { Instant } from '@holdpoint/kernel';

/** How the revision of an event stands to that of a pipeline; see {@link EventFacts}. */
export const REVISION_RELATIONS = ['same', 'older', 'newer', 'other', 'none', 'conflict'] as const;

/** One of {@link REVISION_RELATIONS}. */
export type RevisionRelation = (typeof REVISION_RELATIONS)[number];

/** Who said which sha an event is about, most trusted first. */
export type RevisionSource = 'sender' | 'registered' | 'registry' | 'claimed';

/** What is known of an event before the pipeline is locked; none of it changes once it is known. */
export interface EventFacts {
  /**
   * `older` and `newer`: came to the pipeline's ref before or after its sha; `other`: came to another ref, or never;
   * `none`: the event names no revision; `conflict`: those who say which one it is about disagree.
   */
  readonly relation: RevisionRelation;
  /** Null when the event names no sha. */
  readonly source: RevisionSource | null;
  /** The name of the receiver it came by; null for an event that names its job, which hears of it by any. */
  readonly receiver: string | null;
  /** When it happened, by the sender's clock; null where the sender does not say. */
  readonly occurredAt: Instant | null;
  /** What its sender calls it; left out where senders do not number events. */
  readonly eventId?: string;
  /** True when this very occurrence has ended an earlier attempt of the job, or came when it had ended so. */
  readonly isConsumed: boolean;
}

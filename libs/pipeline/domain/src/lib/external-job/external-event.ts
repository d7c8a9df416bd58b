import type { Instant } from '@holdpoint/kernel';
import type { EventOutcome } from '../commands/pipeline-command';
import type { JobId, PipelineId, Progress } from '../processing/pipeline-facts';
import type { WatchedObject } from '../plan/pipeline-plan';

/** What another system says in its own words, read into ours by the adapter of its provider. */
export interface ExternalEvent {
  readonly subject: EventSubject;
  readonly outcome: EventOutcome;
  /** What is null leaves what was told before. */
  readonly progress: Progress;
  readonly revision: RevisionClaims;
  /** When it happened, by the sender's clock; null where the sender does not say. Tells a new try from a redelivery. */
  readonly occurredAt: Instant | null;
  /** What its sender calls it, the same for every delivery and for no other event; left out where senders do not number events. */
  readonly id?: string;
}

/** What an event is about: an object that jobs watch, or jobs that it names as a callback does. */
export type EventSubject = ObjectSubject | JobSubject;

/** An object of another system, as `external:match` names it. */
export interface ObjectSubject {
  readonly type: 'object';
  readonly object: WatchedObject;
}

/** The keys of a callback without its sha, which is among the {@link RevisionClaims}. */
export interface JobSubject {
  readonly type: 'job';
  readonly jobId: JobId | null;
  readonly jobName: string | null;
  readonly pipelineId: PipelineId | null;
  readonly ref: string | null;
  readonly matchKey: string | null;
}

/** What an event says of the revision that it is about; shas and digests are whole and in lower case. */
export interface RevisionClaims {
  /** The git sha that the sender itself has worked on. */
  readonly sha: string | null;
  /** The digest of an OCI manifest, `sha256:…`; what commit it stands for is for others to say. */
  readonly digest: string | null;
  /** The shas that the event claims beside, by the name of the field: whoever may annotate the object can forge them. */
  readonly claimed: readonly ClaimedSha[];
  /** A revision in a form that names neither (a chart's version, a short sha), as it was sent; at most 255 characters. */
  readonly unusable: string | null;
}

/** A sha that an event claims, with the field that claims it. */
export interface ClaimedSha {
  readonly field: 'originRevision' | 'commit';
  readonly sha: string;
}

/** The claims of an event that says nothing of a revision. */
export const NO_REVISION: RevisionClaims = Object.freeze({ sha: null, digest: null, claimed: Object.freeze([]), unusable: null });

import type { JobId, KnownDigest, PipelineId, RevisionClaims, Watchers } from '@holdpoint/pipeline-domain';

/** Finds what an event is to be judged by, without locking anything: none of it changes once it is there. */
export abstract class EventLookup {
  /** What those who are trusted say that a digest stands for. */
  abstract findDigest(projectId: number, digest: string): Promise<KnownDigest>;

  /** The jobs that watch for a match key, and how some shas stand to their pipelines. */
  abstract findWatchers(search: WatcherSearch): Promise<Watchers>;

  /** The jobs of which an earlier attempt was ended by an occurrence, or had ended so when it came. */
  abstract findConsumers(projectId: number, occurrence: string): Promise<readonly ConsumingJob[]>;

  /** Some of the events that are parked under a digest, oldest first. */
  abstract findParkedEvents(search: ParkedSearch): Promise<readonly ParkedEvent[]>;
}

/** What is looked for. */
export interface WatcherSearch {
  readonly projectId: number;
  readonly matchKey: string;
  /** The name of the receiver that the event came by. */
  readonly receiver: string;
  readonly shas: readonly string[];
  /** What tells the event from others; null where nothing depends on that. */
  readonly occurrence: string | null;
  /** A callback that was decided before and is again; null for a new one. */
  readonly decidedAgain: string | null;
}

/** A job, in its latest attempt, for which an event is no news. */
export interface ConsumingJob {
  readonly pipelineId: PipelineId;
  readonly jobId: JobId;
  readonly jobName: string;
}

/** Which parked events are looked for. */
export interface ParkedSearch {
  readonly projectId: number;
  readonly digest: string;
  /** The `parkedId` of the last that was found before; null for the first search. */
  readonly afterId: number | null;
  readonly limit: number;
}

/** An event that waits for its digest to become known. */
export interface ParkedEvent {
  readonly parkedId: number;
  readonly callbackId: string;
  /** What it says of its revision. */
  readonly revision: RevisionClaims;
}

import type { ParkedEvent, StoredParkedCallback } from '@holdpoint/pipeline-application';
import type { CallbackMatch, PipelineId } from '@holdpoint/pipeline-domain';

/** What the database would keep of events beside pipelines: what is parked, what digests stand for, which matches met no pass. */
export class EventMemory {
  /** Pipelines by their commits, in the order in which they came. */
  readonly pipelines = new Map<string, PipelineId>();
  /** Commits in the order in which they were pushed. */
  readonly commits: string[] = [];
  /** The commit of every artifact, by its digest: what a registry would say. */
  readonly artifacts = new Map<string, string>();
  readonly matches: CallbackMatch[] = [];
  readonly registered = new Map<string, readonly string[]>();
  /** What the registry has answered. */
  readonly registry = new Map<string, readonly string[]>();
  parkedCallbacks: readonly StoredParkedCallback[] = [];
  parkedEvents: readonly (ParkedEvent & { readonly digest: string })[] = [];
  private lastId = 0;

  /** Numbers below those of the store, whose parked callbacks stand beside these. */
  nextParkedId(): number {
    this.lastId -= 1;
    return this.lastId;
  }

  unpark(ids: readonly number[]): void {
    this.parkedCallbacks = this.parkedCallbacks.filter(({ id }) => !ids.includes(id));
    this.parkedEvents = this.parkedEvents.filter(({ parkedId }) => !ids.includes(parkedId));
  }
}

import {
  EventLookup,
  type InMemoryPipelineStore,
  type ParkedEvent,
  type ParkedSearch,
  type WatcherSearch,
} from '@holdpoint/pipeline-application';
import {
  callbackStatuses,
  HOLDPOINT_CI_MODEL,
  isConsuming,
  isDeciding,
  matchKeyOf,
  relationTo,
  type JobFacts,
  type KnownDigest,
  type PipelineFacts,
  type ShaOnRef,
  type Watcher,
  type Watchers,
} from '@holdpoint/pipeline-domain';
import type { EventMemory } from './event-memory';

const STATUSES = callbackStatuses(HOLDPOINT_CI_MODEL);

/** {@link EventLookup} in memory, for a project of one ref. */
export class MemoryEventLookup extends EventLookup {
  constructor(
    private readonly store: InMemoryPipelineStore,
    private readonly memory: EventMemory,
    /** Whether the project has a registry that can be asked. */
    private readonly hasRegistry: boolean,
  ) {
    super();
  }

  findDigest(_projectId: number, digest: string): Promise<KnownDigest> {
    const { registered, registry } = this.memory;
    const isPending = this.hasRegistry && !registry.has(digest);
    return Promise.resolve({ registered: registered.get(digest) ?? [], registry: registry.get(digest) ?? [], isPending });
  }

  findWatchers(search: WatcherSearch): Promise<Watchers> {
    const watching = this.watching(search);
    const latest = watching.filter(({ job }) => !job.retried).map(({ facts, job }) => this.watcher(facts, job, search));
    const open = latest.filter(({ isOver }) => !isOver);
    const over = latest.filter(({ isOver, relation }) => isOver && relation === 'same').slice(-1);
    const jobs = [...open, ...over].sort((a, b) => a.jobId - b.jobId);
    return Promise.resolve({ policy: 'all', isWatched: watching.length > 0, jobs });
  }

  /** Asked of events that name their job, of which there are none here. */
  findConsumers(): never {
    throw new Error('Events about objects name no job');
  }

  /** Numbers in memory go down. */
  findParkedEvents({ digest, afterId, limit }: ParkedSearch): Promise<readonly ParkedEvent[]> {
    const isNext = (parkedId: number): boolean => afterId === null || parkedId < afterId;
    return Promise.resolve(this.memory.parkedEvents.filter((parked) => parked.digest === digest && isNext(parked.parkedId)).slice(0, limit));
  }

  private watching({ matchKey }: WatcherSearch): readonly { readonly facts: PipelineFacts; readonly job: JobFacts }[] {
    const pipelines = [...this.memory.pipelines.values()].flatMap((id) => this.store.read(id) ?? []);
    return pipelines.flatMap((facts) =>
      facts.jobs.filter(({ external }) => external !== null && matchKeyOf(external) === matchKey).map((job) => ({ facts, job })),
    );
  }

  private watcher(facts: PipelineFacts, job: JobFacts, search: WatcherSearch): Watcher {
    return {
      pipelineId: facts.id,
      jobId: job.id,
      jobName: job.name,
      external: job.external ?? {},
      isWaiting: STATUSES.waiting.includes(job.status),
      isOver: STATUSES.over.includes(job.status),
      isWithoutOutcome: STATUSES.canceledOrSkipped.includes(job.status) && !job.endedByReport,
      relation: relationTo(this.onRef(facts.sha, facts.sha), search.shas.map((sha) => this.onRef(sha, facts.sha))),
      isConsumed: this.isConsumed(facts, job, search.occurrence),
      isDecided: this.isDecided(job, search.decidedAgain),
    };
  }

  private onRef(sha: string, own: string): ShaOnRef {
    const { commits, pipelines } = this.memory;
    return { sha, place: pipelines.get(sha) ?? null, history: commits.indexOf(sha) < commits.indexOf(own) ? 'before' : 'after' };
  }

  private isConsumed({ jobs }: PipelineFacts, { id, name }: JobFacts, occurrence: string | null): boolean {
    const earlier = jobs.filter((job) => job.name === name && job.id !== id).map((job) => job.id);
    if (occurrence === null || earlier.length === 0) return false;
    const heard = this.store.matches.filter(({ jobId }) => earlier.includes(jobId ?? 0));
    const used = heard.filter(isConsuming);
    return used.some(({ callbackId }) => this.store.callbacks.get(callbackId)?.occurrence === occurrence);
  }

  private isDecided({ id }: JobFacts, decidedAgain: string | null): boolean {
    if (decidedAgain === null) return false;
    const matches = [...this.store.matches, ...this.memory.matches];
    return matches.some((match) => match.callbackId === decidedAgain && match.jobId === id && isDeciding(match));
  }
}

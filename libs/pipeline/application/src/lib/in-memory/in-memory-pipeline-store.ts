import type { Instant } from '@holdpoint/kernel';
import {
  applyChanges,
  callbackKeys,
  executedPeriods,
  HOLDPOINT_CI_MODEL,
  newPipelineFacts,
  pipelineEvent,
  type CallbackMatch,
  type Effect,
  type JobId,
  type JobTransition,
  type NamedAttempts,
  type Period,
  type PipelineEvent,
  type PipelineFacts,
  type PipelineId,
  type SourceBridge,
} from '@holdpoint/pipeline-domain';
import {
  PipelineStore,
  type CallbackRecord,
  type CreatedPipeline,
  type JobNumbers,
  type NamedProjects,
  type NewPipeline,
  type StoredParkedCallback,
  type PipelineTransaction,
  type WriteBatch,
} from '../ports/pipeline-store';
import { InMemoryEnvironments } from './in-memory-environments';
import { InMemoryResourceGroups } from './in-memory-resource-groups';
import { PipelineLocks } from './pipeline-locks';

/** A line of history as the in-memory store keeps it. */
export interface StoredTransition extends JobTransition {
  readonly pipelineId: PipelineId;
  readonly seq: number;
}

/** What a callback did to a job, as the in-memory store keeps it. */
export interface StoredMatch extends CallbackMatch {
  readonly pipelineId: PipelineId;
}

/** Work that a pass has left for others, as the in-memory store keeps it until somebody takes it. */
export interface StoredEffect {
  readonly pipelineId: PipelineId;
  readonly effect: Effect;
}

/** An event as the in-memory store keeps it; ids are in the order of the commits. */
export interface StoredEvent extends PipelineEvent {
  readonly id: number;
}

/** The in-memory implementation of the store, for simulations: the contract of the PostgreSQL one, one process, a clock given from outside. */
export class InMemoryPipelineStore extends PipelineStore {
  private readonly pipelines = new Map<PipelineId, PipelineFacts>();
  private readonly iids = new Map<number, number>();
  private readonly downstreams = new Map<JobId, CreatedPipeline>();
  private readonly locks = new PipelineLocks();
  private lastId = 0;
  readonly history: StoredTransition[] = [];
  readonly callbacks = new Map<string, CallbackRecord>();
  readonly matches: StoredMatch[] = [];
  readonly effects: StoredEffect[] = [];
  readonly events: StoredEvent[] = [];
  private parked: StoredParkedCallback[] = [];
  /** The lines in which jobs of the stored pipelines stand. */
  readonly resourceGroups = new InMemoryResourceGroups();
  /** What jobs of the stored pipelines deploy to. */
  readonly environments = new InMemoryEnvironments();

  constructor(private readonly now: () => Instant) {
    super();
  }

  create(pipeline: NewPipeline): Promise<CreatedPipeline> {
    const existing = this.downstreams.get(pipeline.sourceBridge?.jobId ?? 0);
    if (existing) return Promise.resolve(existing);
    const id = this.nextId();
    const iid = (this.iids.get(pipeline.projectId) ?? 0) + 1;
    this.iids.set(pipeline.projectId, iid);
    const { projectId, ref, sha, source, defaultTimeoutMs } = pipeline;
    const now = this.now();
    const sourceBridge = this.sourceOf(pipeline);
    const given = { id, projectId, ref, sha, source, now, defaultTimeoutMs, sourceBridge };
    const resourceGroupOf = (key: string): number => this.resourceGroups.idOf(projectId, key);
    const environmentOf = this.environments.makeAll(projectId, pipeline.plan.jobs);
    const numbers = { nextId: () => this.nextId(), resourceGroupOf, environmentOf };
    const facts = newPipelineFacts(HOLDPOINT_CI_MODEL, pipeline.plan, { ...given, ...numbers });
    this.pipelines.set(id, { ...facts, wakeAt: now });
    for (const { id: jobId, resourceGroupId } of facts.jobs) {
      if (resourceGroupId !== null) this.resourceGroups.write(id, { jobId, resourceGroupId, request: 'upcoming' });
    }
    if (sourceBridge) this.downstreams.set(sourceBridge.jobId, { id, iid });
    return Promise.resolve({ id, iid });
  }

  private sourceOf({ sourceBridge }: NewPipeline): SourceBridge | null {
    if (!sourceBridge) return null;
    const jobs = this.pipelines.get(sourceBridge.pipelineId)?.jobs ?? [];
    const trigger = jobs.find(({ id }) => id === sourceBridge.jobId)?.trigger;
    if (!trigger) throw new Error(`job ${sourceBridge.jobId} is no bridge`);
    return { ...sourceBridge, strategy: trigger.strategy };
  }

  async transaction<T>(work: (transaction: PipelineTransaction) => Promise<T>): Promise<T> {
    const locked: PipelineId[] = [];
    const writes: (() => void)[] = [];
    try {
      const result = await work(this.open(locked, writes));
      for (const write of writes) write();
      return result;
    } finally {
      this.locks.release(locked);
    }
  }

  /** The stored facts of a pipeline without a lock, all attempts of its jobs included. */
  read(id: PipelineId): PipelineFacts | undefined {
    return this.pipelines.get(id);
  }

  private open(locked: PipelineId[], writes: (() => void)[]): PipelineTransaction {
    return {
      lock: async (ids, held, named, projects) => {
        const found = this.find(ids, projects);
        const missed: PipelineFacts[] = [];
        for (const facts of found) {
          if (await this.locks.acquire(facts.id, held)) locked.push(facts.id);
          else missed.push(facts);
        }
        return { facts: locked.flatMap((id) => this.load(id, named?.get(id))), held: missed.map(({ id, projectId }) => ({ id, projectId })) };
      },
      load: (ids, named, projects) => Promise.resolve(this.find(ids, projects).flatMap(({ id }) => this.load(id, named?.get(id)))),
      findParked: (keys) => Promise.resolve(this.parked.filter((parked) => parked.keys.some((key) => keys.includes(key)))),
      executedBelow: (ids) => Promise.resolve(new Map(ids.map((id) => [id, this.executedBelow(id)]))),
      write: (batch) => Promise.resolve(this.stage(batch, writes)),
    };
  }

  /** The pipelines of these ids and projects, once each, in order. */
  private find(ids: readonly PipelineId[], projects?: NamedProjects): readonly PipelineFacts[] {
    const found = [...new Set(ids)].sort((a, b) => a - b).flatMap((id) => this.pipelines.get(id) ?? []);
    return found.filter(({ id, projectId }) => projects?.get(id)?.includes(projectId) ?? true);
  }

  private load(id: PipelineId, named: NamedAttempts = []): PipelineFacts[] {
    const facts = this.pipelines.get(id);
    if (!facts) return [];
    const jobs = facts.jobs.filter((job) => !job.retried || named === 'all' || named.includes(job.id));
    return [{ ...facts, now: this.now(), jobs }];
  }

  private executedBelow(id: PipelineId): readonly Period[] {
    return this.pipelines.get(id)?.jobs.flatMap((job) => this.periodsBelow(job.id)) ?? [];
  }

  private periodsBelow(bridgeId: JobId): readonly Period[] {
    const { jobs = [] } = this.pipelines.get(this.downstreams.get(bridgeId)?.id ?? 0) ?? {};
    const own = executedPeriods(HOLDPOINT_CI_MODEL, jobs.filter(({ retried }) => !retried), this.now());
    return [...own, ...jobs.flatMap(({ id }) => this.periodsBelow(id))];
  }

  private stage(batch: WriteBatch, writes: (() => void)[]): JobNumbers {
    for (const { resourceRequests } of batch.changes) resourceRequests.forEach((request) => this.resourceGroups.require(request));
    const numbers = new Map<string, JobId>();
    for (const { pipelineId, clones, added } of batch.changes) {
      for (const { id } of [...clones, ...added.stages, ...added.jobs]) numbers.set(`${pipelineId}/${id}`, this.nextId());
    }
    const numberOf: JobNumbers = (pipelineId, jobId) => numbers.get(`${pipelineId}/${jobId}`) ?? jobId;
    writes.push(() => this.apply(batch, numberOf));
    return numberOf;
  }

  private apply({ changes, callbacks, unparked }: WriteBatch, numberOf: JobNumbers): void {
    this.parked = this.parked.filter(({ id }) => !unparked.includes(id));
    for (const callback of callbacks) if (!this.callbacks.has(callback.id)) this.callbacks.set(callback.id, callback);
    for (const change of changes) {
      const { pipelineId } = change;
      const facts = this.pipelines.get(pipelineId);
      if (!facts) throw new Error(`pipeline ${pipelineId} was written but is not stored`);
      for (const request of change.resourceRequests) this.resourceGroups.write(pipelineId, { ...request, jobId: numberOf(pipelineId, request.jobId) });
      this.environments.write(facts, change, (id) => numberOf(pipelineId, id));
      const event = pipelineEvent(facts, change, (id) => numberOf(pipelineId, id));
      if (event) this.events.push({ ...event, id: this.nextId() });
      this.pipelines.set(
        pipelineId,
        applyChanges(facts, change, (id) => numberOf(pipelineId, id)),
      );
      this.matches.push(
        ...change.matches.map((match) => ({ ...match, pipelineId, jobId: match.jobId && numberOf(pipelineId, match.jobId) })),
      );
      this.effects.push(...change.effects.map((effect) => ({ effect: renumbered(effect, (id) => numberOf(pipelineId, id)), pipelineId })));
      for (const { command, jobName } of change.parked) {
        const { projectId } = facts;
        const keys = callbackKeys({ projectId, pipelineId, jobName, ref: null, sha: null, matchKey: command.matchKey });
        this.parked.push({ id: this.nextId(), keys, command });
      }
      this.history.push(
        ...change.history.map((line) => ({ ...line, pipelineId, jobId: numberOf(pipelineId, line.jobId) })),
      );
    }
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}

const renumbered = (effect: Effect, numberOf: (jobId: JobId) => JobId): Effect =>
  'jobId' in effect ? { ...effect, jobId: numberOf(effect.jobId) } : effect;

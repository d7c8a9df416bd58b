import type { Instant } from '@holdpoint/kernel';
import type { JobNumbers, LockedPipelines, NamedJobs, NamedProjects, PipelineTransaction, StoredParkedCallback, WriteBatch } from '@holdpoint/pipeline-application';
import type { CiModel, PipelineChanges, Period, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { enqueueHookDeliveries } from '../hooks/enqueue-hook-deliveries';
import { enqueueEffects } from '../tasks/enqueue-effects';
import { appendEvents, eventsOf } from '../events/append-events';
import type { FactsCache } from './facts-cache';
import { loadFacts } from './load-facts';
import { loadPeriodsBelow } from './load-periods-below';
import { lockPipelines, type SoughtPipeline } from './lock-pipelines';
import type { SendStatement } from '../sql/run-transaction';
import { findParked, insertParkedCallbacks, parkedBy, unpark } from './parked-callbacks';
import type { StoredFacts } from './stored-facts';
import { writeBatch } from './write-batch';
import { writeDeployments } from '../environments/write-deployments';
import { writeResourceRequests } from '../resource-groups/write-resource-requests';

/** One transaction on one connection; it is used by one caller at a time and forgotten afterwards. */
export class PgPipelineTransaction implements PipelineTransaction {
  private now: Instant | null = null;
  private loaded: readonly StoredFacts[] = [];
  private written: ReadonlyMap<PipelineId, PipelineChanges> = new Map();
  private numbers: JobNumbers = (_pipelineId, jobId) => jobId;

  constructor(
    private readonly client: ClientBase,
    private readonly send: SendStatement,
    private readonly cache: FactsCache,
    private readonly model: CiModel,
    private readonly deadlineTasks: boolean,
  ) {}

  /** The facts are asked for before it is known which pipelines are locked: those that are not are thrown away. */
  async lock(
    ids: readonly PipelineId[],
    held: 'skip_held' | 'wait',
    named?: NamedJobs,
    projects?: NamedProjects,
  ): Promise<LockedPipelines> {
    const [lockedIds, facts] = await Promise.all([
      lockPipelines(this.client, this.send, soughtOf(ids, projects), held),
      this.load(ids, named, projects),
    ]);
    const locked = new Set(lockedIds);
    this.loaded = facts.filter(({ id }) => locked.has(id));
    this.now = this.loaded[0]?.now ?? null;
    return { facts: this.loaded, held: facts.flatMap(({ id, projectId }) => (locked.has(id) ? [] : [{ id, projectId }])) };
  }

  load(ids: readonly PipelineId[], named: NamedJobs = new Map(), projects?: NamedProjects): Promise<readonly StoredFacts[]> {
    // Taken out now: the cache may have let go of it by the time the answer is here.
    const wanted = soughtOf(ids, projects).map((sought) => ({ ...sought, known: this.cache.get(sought.id, named.get(sought.id) ?? []) }));
    const jobIds = [...named.values()].flatMap((attempts) => (attempts === 'all' ? [] : attempts));
    return loadFacts(this.client, wanted, { jobIds, allOf: ids.filter((id) => named.get(id) === 'all') });
  }

  findParked(keys: readonly string[], busy: 'wait' | 'try'): Promise<readonly StoredParkedCallback[]> {
    return findParked(this.client, keys, busy);
  }

  executedBelow(ids: readonly PipelineId[]): Promise<ReadonlyMap<PipelineId, readonly Period[]>> {
    return loadPeriodsBelow(this.client, this.model, ids);
  }

  async write(batch: WriteBatch): Promise<JobNumbers> {
    const { client, send } = this;
    const numbers = await writeBatch(client, send, batch, { now: this.now, withTasks: this.deadlineTasks });
    const parked = batch.changes.flatMap(parkedBy);
    if (parked.length > 0) send(insertParkedCallbacks(client, parked));
    if (batch.unparked.length > 0) send(unpark(client, batch.unparked));
    send(enqueueHookDeliveries(client, batch.changes, numbers, this.now));
    // Before the requests: whoever makes a pipeline waits for rows of both while it holds its project's.
    send(writeDeployments(client, batch.changes, numbers, this.now));
    send(writeResourceRequests(client, batch.changes, numbers));
    send(enqueueEffects(client, batch.changes, numbers));
    this.written = new Map(batch.changes.map((changes) => [changes.pipelineId, changes]));
    this.numbers = numbers;
    send(appendEvents(client, eventsOf(this.loaded, batch.changes, numbers)));
    return numbers;
  }

  /** To be called after the commit: what this process has left is not read again while nobody else changes it. */
  committed(): void {
    for (const facts of this.loaded) this.cache.keep(facts, this.written.get(facts.id), this.numbers);
  }

  /** To be called when it did not commit, or nobody knows whether it did. */
  failed(): void {
    for (const { id } of this.loaded) this.cache.drop(id);
  }
}

function soughtOf(ids: readonly PipelineId[], projects: NamedProjects = new Map()): readonly SoughtPipeline[] {
  return [...new Set(ids)].flatMap((id) => (projects.get(id) ?? [null]).map((projectId) => ({ id, projectId })));
}

import type { Instant } from '@holdpoint/kernel';
import type { JobNumbers, PipelineTransaction, StoredParkedCallback, WriteBatch } from '@holdpoint/pipeline-application';
import type { JobId, PipelineFacts, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { dueAtOf, enqueueDeadlineTasks } from '../deadline-tasks/enqueue-deadline-tasks';
import { enqueueHookDeliveries } from '../hooks/enqueue-hook-deliveries';
import { loadFacts } from './load-facts';
import { lockPipelines } from './lock-pipelines';
import { findParked, insertParkedCallbacks, parkedBy, unpark } from './parked-callbacks';
import { writeBatch } from './write-batch';

/** One transaction on one connection; it is used by one caller at a time and forgotten afterwards. */
export class PgPipelineTransaction implements PipelineTransaction {
  private now: Instant | null = null;
  private readonly deadlines = new Map<JobId, Instant>();

  constructor(
    private readonly client: ClientBase,
    private readonly deadlineTasks: boolean,
  ) {}

  lock(ids: readonly PipelineId[], held: 'skip_held' | 'wait'): Promise<readonly PipelineId[]> {
    return lockPipelines(this.client, ids, held);
  }

  async load(ids: readonly PipelineId[], jobIds: readonly JobId[]): Promise<readonly PipelineFacts[]> {
    const loaded = await loadFacts(this.client, ids, jobIds);
    this.now = loaded[0]?.now ?? null;
    if (this.deadlineTasks) loaded.forEach((facts) => this.rememberDeadlines(facts));
    return loaded;
  }

  findParked(keys: readonly string[], busy: 'wait' | 'try'): Promise<readonly StoredParkedCallback[]> {
    return findParked(this.client, keys, busy);
  }

  async write(batch: WriteBatch): Promise<JobNumbers> {
    const numbers = await writeBatch(this.client, batch, this.now);
    const parked = batch.changes.flatMap(parkedBy);
    if (parked.length > 0) await insertParkedCallbacks(this.client, parked);
    if (batch.unparked.length > 0) await unpark(this.client, batch.unparked);
    await enqueueHookDeliveries(this.client, batch.changes, numbers, this.now);
    if (this.deadlineTasks) await enqueueDeadlineTasks(this.client, batch.changes, numbers, this.deadlines);
    return numbers;
  }

  private rememberDeadlines({ jobs }: PipelineFacts): void {
    for (const job of jobs) {
      const dueAt = dueAtOf(job);
      if (dueAt !== null) this.deadlines.set(job.id, dueAt);
    }
  }
}

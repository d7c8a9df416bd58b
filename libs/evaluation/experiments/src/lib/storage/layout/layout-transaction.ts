import { isLockTimeout } from '@holdpoint/database';
import { assert } from '@holdpoint/kernel';
import {
  StoreError,
  type JobNumbers,
  type LockedPipelines,
  type NamedJobs,
  type NamedProjects,
  type PipelineInProject,
  type PipelineTransaction,
  type StoredParkedCallback,
  type WriteBatch,
} from '@holdpoint/pipeline-application';
import type { JobId, Period, PipelineFacts, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { insertClone } from './insert-clone';
import type { JobLayout } from './job-layout';
import { loadPipeline } from './load-pipeline';
import { appendEvent, insertCallback, writeRecords } from './write-records';
import { writeStates } from './write-states';

/** One transaction on one connection. */
export class LayoutTransaction implements PipelineTransaction {
  private loaded: readonly PipelineFacts[] = [];

  constructor(
    private readonly client: ClientBase,
    private readonly layout: JobLayout,
  ) {}

  async lock(ids: readonly PipelineId[], held: 'skip_held' | 'wait', named?: NamedJobs, projects?: NamedProjects): Promise<LockedPipelines> {
    const more = held === 'wait' ? '' : 'SKIP LOCKED';
    const known = await this.find(ids, projects);
    const knownIds = known.map(({ id }) => id);
    const locked = await this.idsOf(`SELECT id FROM pipelines WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE ${more}`, knownIds);
    this.loaded = await this.load(locked, named);
    return { facts: this.loaded, held: known.filter(({ id }) => !locked.includes(id)) };
  }

  async load(ids: readonly PipelineId[], named?: NamedJobs, projects?: NamedProjects): Promise<readonly PipelineFacts[]> {
    const now = await this.now();
    const facts: PipelineFacts[] = [];
    for (const { id } of await this.find(ids, projects)) facts.push(...(await loadPipeline(this.client, this.layout, id, now, named?.get(id) ?? [])));
    return facts;
  }

  private async find(ids: readonly PipelineId[], projects?: NamedProjects): Promise<readonly PipelineInProject[]> {
    const sql = 'SELECT id, project_id AS "projectId" FROM pipelines WHERE id = ANY($1) ORDER BY id';
    const { rows } = await this.client.query<PipelineInProject>(sql, [ids]);
    return rows.filter(({ id, projectId }) => projects?.get(id)?.includes(projectId) ?? true);
  }

  /** The whole table is locked: whoever parks waits, for whichever key. */
  async findParked(keys: readonly string[], busy: 'wait' | 'try'): Promise<readonly StoredParkedCallback[]> {
    try {
      await this.client.query(`LOCK TABLE parked_callbacks IN SHARE ROW EXCLUSIVE MODE${busy === 'try' ? ' NOWAIT' : ''}`);
    } catch (cause) {
      throw busy === 'try' && isLockTimeout(cause) ? new StoreError('conflict', { cause }) : cause;
    }
    const { rows } = await this.client.query<StoredParkedCallback>(
      'SELECT id, keys, command FROM parked_callbacks WHERE keys && $1::text[] AND expires_at > holdpoint_now() ORDER BY id',
      [keys],
    );
    return rows;
  }

  /** Durations of several pipelines together are not compared. */
  executedBelow(): Promise<ReadonlyMap<PipelineId, readonly Period[]>> {
    return Promise.resolve(new Map());
  }

  async write({ changes, callbacks, unparked }: WriteBatch): Promise<JobNumbers> {
    const now = this.loaded[0]?.now ?? (await this.now());
    const numbers = new Map<string, JobId>();
    const numberOf: JobNumbers = (pipelineId, jobId) => numbers.get(`${pipelineId}/${jobId}`) ?? jobId;
    for (const callback of callbacks) await insertCallback(this.client, callback, now);
    for (const change of changes) {
      await writeStates(this.client, this.layout, change);
      for (const clone of change.clones) {
        const sourceId = numberOf(change.pipelineId, clone.sourceId);
        numbers.set(`${change.pipelineId}/${clone.id}`, await insertClone(this.client, this.layout, clone, sourceId, now));
      }
      const before = this.loaded.find(({ id }) => id === change.pipelineId);
      assert(before, `pipeline ${change.pipelineId} was locked`);
      await writeRecords(this.client, change, (jobId) => numberOf(change.pipelineId, jobId), now);
      await appendEvent(this.client, before, change, (jobId) => numberOf(change.pipelineId, jobId));
    }
    await this.client.query('DELETE FROM parked_callbacks WHERE id = ANY($1)', [unparked]);
    return numberOf;
  }

  private async now(): Promise<number> {
    const { rows } = await this.client.query<{ now: number }>('SELECT holdpoint_now() AS now');
    return rows[0]?.now ?? 0;
  }

  private async idsOf(sql: string, ids: readonly PipelineId[]): Promise<readonly PipelineId[]> {
    return (await this.client.query<{ id: PipelineId }>(sql, [ids])).rows.map(({ id }) => id);
  }
}

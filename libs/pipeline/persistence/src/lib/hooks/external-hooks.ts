import { namedStatement } from '@holdpoint/database';
import { err, ok, type Result } from '@holdpoint/kernel';
import type { Secrets } from '@holdpoint/secrets';
import type { Pool, QueryConfig } from 'pg';
import { readRows } from '../sql/read-rows';
import { lockProject } from '../projects/commit-statements';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { PREVIOUS_SECRET_EXPIRES_AT, rotatedTo } from '../rotation/secret-rotation';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { STATEMENT_CLOCK } from '../sql/statement-clock';
import { runSlices, SLICE_MAX } from '../upkeep/run-slices';
import { hookSecretPurpose, type ExternalHookChanges, type ExternalHookRow, type NewExternalHook } from './external-hook-row';

/** Every start of a job is a request to each of them. */
const HOOKS_MAX = 20;

const COLUMNS = `id, project_id AS "projectId", url, events, enabled, disabled_reason AS "disabledReason",
  ${PREVIOUS_SECRET_EXPIRES_AT}, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** The number comes before the row, as the secret is encrypted for it; the count is younger than the lock of the project. */
const nextHook = namedStatement<[number]>(
  'next_external_hook',
  "SELECT nextval('external_hooks_id_seq') AS id, count(*) AS hooks FROM external_hooks WHERE project_id = $1",
);

const insertHook = namedStatement<unknown[]>(
  'insert_external_hook',
  `INSERT INTO external_hooks (id, project_id, url, events, enabled, secret, created_at, updated_at)
   SELECT $1, $2, $3, $4, $5, $6, now, now FROM ${STATEMENT_CLOCK} RETURNING ${COLUMNS}`,
);

const updateHook = namedStatement<unknown[]>(
  'update_external_hook',
  `UPDATE external_hooks SET url = coalesce($3, url), events = coalesce($4, events), enabled = coalesce($5, enabled),
     disabled_reason = CASE WHEN $5 IS NULL THEN disabled_reason END, updated_at = holdpoint_now()
   WHERE project_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
);

const rotateSecret = namedStatement<[number, number, string]>(
  'rotate_external_hook_secret',
  `UPDATE external_hooks SET ${rotatedTo('$3')} FROM ${STATEMENT_CLOCK}
   WHERE project_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
);

/** Nothing more is sent to a hook that is being deleted. */
const stopHook = namedStatement<[number, number]>(
  'stop_external_hook',
  'UPDATE external_hooks SET enabled = false, updated_at = holdpoint_now() WHERE project_id = $1 AND id = $2 RETURNING id',
);

/** One whose try is just being recorded goes with the hook. */
const deleteDeliveries = namedStatement<[number]>(
  'delete_deliveries_of_hook',
  `DELETE FROM hook_deliveries WHERE id = ANY (ARRAY(SELECT id FROM hook_deliveries
     WHERE hook_id = $1 ORDER BY id LIMIT ${SLICE_MAX} FOR UPDATE SKIP LOCKED))`,
);

const deleteHook = namedStatement<[number, number]>(
  'delete_external_hook',
  'DELETE FROM external_hooks WHERE project_id = $1 AND id = $2 RETURNING id',
);

const hookById = namedStatement<[number, number]>(
  'external_hook_by_id',
  `SELECT ${COLUMNS} FROM external_hooks WHERE project_id = $1 AND id = $2`,
);

const hookPage = namedStatement<[number, number, number]>(
  'external_hook_page',
  `SELECT ${COLUMNS} FROM external_hooks WHERE project_id = $1 ORDER BY id LIMIT $2 OFFSET $3`,
);

const countHooks = namedStatement<[number]>(
  'count_external_hooks',
  'SELECT count(*) AS total FROM external_hooks WHERE project_id = $1',
);

/** The hooks of projects; secrets go in and are never read here again. */
export class ExternalHooks {
  constructor(
    private readonly pool: Pool,
    private readonly secrets: Secrets,
  ) {}

  /** Makes a hook, unless the project has as many as it may. */
  async create({ projectId, url, events, enabled, secret }: NewExternalHook): Promise<Result<ExternalHookRow, 'too_many_hooks'>> {
    return runTransaction(this.pool, async (client) => {
      await client.query(lockProject(projectId));
      const { rows: [next] } = await client.query<{ id: number; hooks: number }>(nextHook(projectId));
      if (!next || next.hooks >= HOOKS_MAX) return err('too_many_hooks');
      const encrypted = this.encrypt(next.id, secret);
      const { rows: [hook] } = await client.query<ExternalHookRow>(insertHook(next.id, projectId, url, events, enabled, encrypted));
      if (!hook) throw new Error('an inserted hook is answered');
      return ok(hook);
    });
  }

  /** Changes a hook; undefined when the project has none of this number. One that a person enables forgets why it was disabled. */
  async update(projectId: number, id: number, { url, events, enabled }: ExternalHookChanges): Promise<ExternalHookRow | undefined> {
    return this.changed(updateHook(projectId, id, url ?? null, events ?? null, enabled ?? null));
  }

  /** Gives a hook a new secret, beside which the old one signs for a day more; undefined when there is no such hook. */
  async rotateSecret(projectId: number, id: number, secret: string): Promise<ExternalHookRow | undefined> {
    return this.changed(rotateSecret(projectId, id, this.encrypt(id, secret)));
  }

  /**
   * Removes a hook with all that was sent to it, slice by slice: there may be millions. False when there is none. One whose
   * deletion is interrupted is disabled, and can be deleted again.
   */
  async delete(projectId: number, id: number): Promise<boolean> {
    if ((await this.changed(stopHook(projectId, id))) === undefined) return false;
    await runSlices(this.pool, deleteDeliveries(id));
    return (await this.changed(deleteHook(projectId, id))) !== undefined;
  }

  /** A hook of a project; undefined when there is none of this number. */
  async find(projectId: number, id: number): Promise<ExternalHookRow | undefined> {
    const [hook] = await readRows<ExternalHookRow>(this.pool, hookById(projectId, id));
    return hook;
  }

  /** A page of a project's hooks, oldest first. */
  async list(projectId: number, page: PageRequest): Promise<PageOf<ExternalHookRow>> {
    const [counted] = await readRows<{ total: number }>(this.pool, countHooks(projectId));
    const hooks = await readRows<ExternalHookRow>(this.pool, hookPage(projectId, page.perPage, offsetOf(page)));
    return countedPage(hooks, counted?.total ?? 0, page);
  }

  private encrypt(id: number, secret: string): string {
    return this.secrets.encrypt(hookSecretPurpose(id), secret);
  }

  private async changed(statement: QueryConfig): Promise<ExternalHookRow | undefined> {
    const { rows: [hook] } = await runCommitted(this.pool, (client) => client.query<ExternalHookRow>(statement));
    return hook;
  }
}

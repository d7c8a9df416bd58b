import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { ProcessMode } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { readRows } from '../sql/read-rows';
import { runCommitted } from '../sql/run-transaction';
import { payloadSpec } from '../tasks/pipeline-tasks';

/** A resource group of a project. */
export interface ResourceGroupRow {
  readonly id: number;
  readonly key: string;
  readonly processMode: ProcessMode;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

const COLUMNS = 'id, key, process_mode AS "processMode", created_at AS "createdAt", updated_at AS "updatedAt"';

const groupByKey = namedStatement<[number, string]>('resource_group_by_key', `SELECT ${COLUMNS} FROM resource_groups WHERE project_id = $1 AND key = $2`);

const groupPage = namedStatement<[number, number, number]>(
  'resource_group_page',
  `SELECT ${COLUMNS} FROM resource_groups WHERE project_id = $1 ORDER BY id LIMIT $2 OFFSET $3`,
);

const countGroups = namedStatement<[number]>('count_resource_groups', 'SELECT count(*) AS total FROM resource_groups WHERE project_id = $1');

/** Another may be next by another order: a task looks. */
const setMode = namedStatement<[number, string, ProcessMode]>(
  'set_process_mode',
  `WITH changed AS (
     UPDATE resource_groups SET process_mode = $3, updated_at = holdpoint_now() WHERE project_id = $1 AND key = $2 RETURNING ${COLUMNS}),
   task AS MATERIALIZED (
     SELECT count(*) FROM changed, graphile_worker.add_jobs(ARRAY[${payloadSpec("'assign_resource'", "json_build_object('resourceGroupId', changed.id)")}]))
   SELECT changed.* FROM changed, task`,
);

/** The resource groups of projects, as people see and set them. */
export class ResourceGroupRepository {
  constructor(private readonly pool: Pool) {}

  /** A group by its key; undefined when no pipeline of the project has named it. */
  async find(projectId: number, key: string): Promise<ResourceGroupRow | undefined> {
    const [group] = await readRows<ResourceGroupRow>(this.pool, groupByKey(projectId, key));
    return group;
  }

  /** A page of a project's groups, oldest first. */
  async list(projectId: number, page: PageRequest): Promise<PageOf<ResourceGroupRow>> {
    const [counted] = await readRows<{ total: number }>(this.pool, countGroups(projectId));
    const groups = await readRows<ResourceGroupRow>(this.pool, groupPage(projectId, page.perPage, offsetOf(page)));
    return countedPage(groups, counted?.total ?? 0, page);
  }

  /** Sets the order in which jobs get the resource; undefined when there is no such group. */
  async setMode(projectId: number, key: string, mode: ProcessMode): Promise<ResourceGroupRow | undefined> {
    const { rows: [group] } = await runCommitted(this.pool, (client) => client.query<ResourceGroupRow>(setMode(projectId, key, mode)));
    return group;
  }
}

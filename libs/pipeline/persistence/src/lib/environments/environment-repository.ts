import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { EnvironmentId, EnvironmentState, EnvironmentTier } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { readRows } from '../sql/read-rows';
import { runCommitted } from '../sql/run-transaction';

/** An environment of a project. */
export interface EnvironmentRow {
  readonly id: EnvironmentId;
  readonly name: string;
  readonly slug: string;
  readonly tier: EnvironmentTier;
  readonly externalUrl: string | null;
  readonly state: EnvironmentState;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Which environments a list shows; what is left out does not filter. */
export interface EnvironmentFilter {
  readonly name?: string | undefined;
  /** A part of the name, in any case. */
  readonly search?: string | undefined;
  readonly state?: EnvironmentState | undefined;
}

const COLUMNS = `id, name, slug, tier, external_url AS "externalUrl", state, created_at AS "createdAt", updated_at AS "updatedAt"`;

const FILTER = `project_id = $1 AND ($2::text IS NULL OR name = $2) AND ($3::text IS NULL OR position(lower($3) IN lower(name)) > 0)
  AND ($4::text IS NULL OR state = $4)`;

type Filtered = [projectId: number, name: string | null, search: string | null, state: EnvironmentState | null];

const environmentById = namedStatement<[number, EnvironmentId]>('environment_by_id', `SELECT ${COLUMNS} FROM environments WHERE project_id = $1 AND id = $2`);

const environmentPage = namedStatement<[...Filtered, number, number]>(
  'environment_page',
  `SELECT ${COLUMNS} FROM environments WHERE ${FILTER} ORDER BY name LIMIT $5 OFFSET $6`,
);

const countEnvironments = namedStatement<Filtered>('count_environments', `SELECT count(*) AS total FROM environments WHERE ${FILTER}`);

const stopEnvironment = namedStatement<[EnvironmentId, EnvironmentState]>(
  'stop_environment',
  'UPDATE environments SET state = $2, updated_at = holdpoint_now() WHERE id = $1 AND state <> $2',
);

/** The environments of projects, as people see and stop them. */
export class EnvironmentRepository {
  constructor(private readonly pool: Pool) {}

  /** An environment of a project; undefined when there is none of this number. */
  async find(projectId: number, id: EnvironmentId): Promise<EnvironmentRow | undefined> {
    const [environment] = await readRows<EnvironmentRow>(this.pool, environmentById(projectId, id));
    return environment;
  }

  /** A page of a project's environments, by name. */
  async list(projectId: number, { name, search, state }: EnvironmentFilter, page: PageRequest): Promise<PageOf<EnvironmentRow>> {
    const filter: Filtered = [projectId, name ?? null, search ?? null, state ?? null];
    const [counted] = await readRows<{ total: number }>(this.pool, countEnvironments(...filter));
    const environments = await readRows<EnvironmentRow>(this.pool, environmentPage(...filter, page.perPage, offsetOf(page)));
    return countedPage(environments, counted?.total ?? 0, page);
  }

  /** Marks an environment as stopped; a deployment that succeeds makes it available again. */
  async stop(id: EnvironmentId): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(stopEnvironment(id, 'stopped')));
  }
}

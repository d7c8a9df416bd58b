import { namedStatement } from '@holdpoint/database';
import { err, ok, type Result } from '@holdpoint/kernel';
import { ACCESS_LEVELS, type CallbackMatchPolicy } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { runCommitted } from '../sql/run-transaction';
import { countProjects, filterValues, projectPage, type ProjectFilter } from './project-list';
import { PROJECT_COLUMNS, type ProjectRow } from './project-row';

/** What can be set on a project, and is set when it is made if it is not left out. */
export interface ProjectSettings {
  /** What it is for; nothing by default. */
  readonly description?: string;
  /** `main` by default. */
  readonly defaultBranch?: string;
  /** Timeout of jobs that state none, in seconds: 1 to 2,629,746 (a month), 3,600 by default. */
  readonly buildTimeoutS?: number;
  /** `all` by default. */
  readonly callbackMatchPolicy?: CallbackMatchPolicy;
  /** How long an early callback is kept, in seconds: 1 to 2,629,746, a day by default. */
  readonly callbackParkingTtlS?: number;
}

/** A project to be made. */
export interface NewProject extends ProjectSettings {
  readonly name: string;
  /** `namespace/project`. */
  readonly path: string;
  /** The user who becomes its owner; nobody when left out, and then it is the admins'. */
  readonly ownerId?: number;
}

/** What is to be changed of a project; what is left out stays. */
export interface ProjectChanges extends ProjectSettings {
  readonly name?: string;
}

type Settings = [string | null, number | null, CallbackMatchPolicy | null, number | null, description: string | null];

const insertProject = namedStatement<[string, string, ...Settings, number | null]>(
  'insert_project',
  `WITH made AS (
     INSERT INTO projects (name, path, namespace_id, default_branch, build_timeout_s, callback_match_policy, callback_parking_ttl_s, description, created_at)
     VALUES ($1, $2, (SELECT id FROM users WHERE lower(username) = lower(regexp_replace($2, '(^|/)[^/]*$', ''))), coalesce($3, 'main'), coalesce($4, 3600), coalesce($5, 'all'), coalesce($6, 86400), $7, holdpoint_now())
     ON CONFLICT DO NOTHING RETURNING *),
   owned AS (
     INSERT INTO project_members (project_id, user_id, access_level, created_at)
     SELECT id, $8, ${ACCESS_LEVELS.owner}, created_at FROM made WHERE $8::bigint IS NOT NULL)
   SELECT ${PROJECT_COLUMNS} FROM made`,
);

const updateProject = namedStatement<[number, string | null, ...Settings]>(
  'update_project',
  `UPDATE projects SET name = coalesce($2, name), default_branch = coalesce($3, default_branch),
     build_timeout_s = coalesce($4, build_timeout_s), callback_match_policy = coalesce($5, callback_match_policy),
     callback_parking_ttl_s = coalesce($6, callback_parking_ttl_s), description = coalesce($7, description)
   WHERE id = $1 AND ($3::text IS NULL OR $3 = default_branch OR NOT EXISTS (SELECT FROM branches WHERE project_id = $1)
     OR EXISTS (SELECT FROM branches WHERE project_id = $1 AND name = $3))
   RETURNING ${PROJECT_COLUMNS}`,
);

const valuesOf = (settings: ProjectSettings): Settings => [
  settings.defaultBranch ?? null,
  settings.buildTimeoutS ?? null,
  settings.callbackMatchPolicy ?? null,
  settings.callbackParkingTtlS ?? null,
  settings.description ?? null,
];

/** Projects in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class ProjectRepository {
  constructor(private readonly pool: Pool) {}

  /** Makes a project, unless one has its path already. */
  async create({ name, path, ...settings }: NewProject): Promise<Result<ProjectRow, 'path_taken'>> {
    const statement = insertProject(name, path, ...valuesOf(settings), settings.ownerId ?? null);
    const { rows } = await runCommitted(this.pool, (client) => client.query<ProjectRow>(statement));
    const [project] = rows;
    return project ? ok(project) : err('path_taken');
  }

  /**
   * Changes a project; undefined when there is none, or none with such a branch: once it has branches, its default branch
   * is one of them or stays. Running passes go on by what they have read.
   */
  async update(id: number, { name, ...settings }: ProjectChanges): Promise<ProjectRow | undefined> {
    const statement = updateProject(id, name ?? null, ...valuesOf(settings));
    const { rows } = await runCommitted(this.pool, (client) => client.query<ProjectRow>(statement));
    return rows[0];
  }

  /** A page of the projects that a filter leaves, newest first if it does not say otherwise, with their number. */
  async list(page: PageRequest, filter: ProjectFilter = {}): Promise<PageOf<ProjectRow>> {
    const values = filterValues(filter);
    const [counted] = await readRows<{ total: number }>(this.pool, countProjects(...values));
    const projects = await readRows<ProjectRow>(this.pool, projectPage(filter)(...values, page.perPage, offsetOf(page)));
    return countedPage(projects, counted?.total ?? 0, page);
  }
}

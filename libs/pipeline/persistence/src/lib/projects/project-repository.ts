import { namedStatement } from '@holdpoint/database';
import { err, ok, type Result } from '@holdpoint/kernel';
import { ACCESS_LEVELS } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../lookup/read-rows';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../queries/page-of';
import { runCommitted } from '../store/run-transaction';
import type { ProjectRow } from './project-row';

/** A project to be made. */
export interface NewProject {
  readonly name: string;
  /** `namespace/project`. */
  readonly path: string;
  /** `main` when left out. */
  readonly defaultBranch?: string;
  /** Timeout of jobs that state none, in seconds: 1 to 2,678,400 (a month), 3,600 when left out. */
  readonly buildTimeoutS?: number;
  /** The user who becomes its owner; nobody when left out, and then it is the admins'. */
  readonly ownerId?: number;
}

/** Columns of a {@link ProjectRow}. */
export const PROJECT_COLUMNS = `id, name, path, default_branch AS "defaultBranch", build_timeout_s AS "buildTimeoutS",
  created_at AS "createdAt"`;

const insertProject = namedStatement<[string, string, string, number, number | null]>(
  'insert_project',
  `WITH made AS (
     INSERT INTO projects (name, path, default_branch, build_timeout_s, created_at)
     VALUES ($1, $2, $3, $4, holdpoint_now()) ON CONFLICT (path) DO NOTHING RETURNING *),
   owned AS (
     INSERT INTO project_members (project_id, user_id, access_level, created_at)
     SELECT id, $5, ${ACCESS_LEVELS.owner}, created_at FROM made WHERE $5::bigint IS NOT NULL)
   SELECT ${PROJECT_COLUMNS} FROM made`,
);

/** GitLab searches names and paths, the latter without the namespace; `position` takes a text as it is, wildcards too. */
const FOUND = `(position(lower($1) in lower(name)) > 0
  OR position(lower($1) in lower(regexp_replace(path, '^.*/', ''))) > 0)
  AND ($2::bigint IS NULL OR id IN (SELECT project_id FROM project_members WHERE user_id = $2))`;

const countProjects = namedStatement<[string, number | null]>(
  'count_projects',
  `SELECT count(*) AS total FROM projects WHERE ${FOUND}`,
);

const projectPage = namedStatement<[string, number | null, number, number]>(
  'project_page',
  `SELECT ${PROJECT_COLUMNS} FROM projects WHERE ${FOUND} ORDER BY id DESC LIMIT $3 OFFSET $4`,
);

/** Projects in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class ProjectRepository {
  constructor(private readonly pool: Pool) {}

  /** Makes a project, unless one has its path already. */
  async create({ name, path, ...settings }: NewProject): Promise<Result<ProjectRow, 'path_taken'>> {
    const { defaultBranch = 'main', buildTimeoutS = 3_600, ownerId = null } = settings;
    const statement = insertProject(name, path, defaultBranch, buildTimeoutS, ownerId);
    const { rows } = await runCommitted(this.pool, (client) => client.query<ProjectRow>(statement));
    const [project] = rows;
    return project ? ok(project) : err('path_taken');
  }

  /**
   * A page of the projects with a text in their name or path, newest first, with their number; all hold the empty one.
   * With a member only those that the user is a member of.
   */
  async list(page: PageRequest, search = '', memberId: number | null = null): Promise<PageOf<ProjectRow>> {
    const [counted] = await readRows<{ total: number }>(this.pool, countProjects(search, memberId));
    const projects = await readRows<ProjectRow>(this.pool, projectPage(search, memberId, page.perPage, offsetOf(page)));
    return countedPage(projects, counted?.total ?? 0, page);
  }
}

import { namedStatement } from '@holdpoint/database';
import type { AccessLevel } from '@holdpoint/pipeline-domain';
import { PROJECT_COLUMNS, PROJECT_SHOWN } from './project-row';

/** Which projects a list shows, and in which order; what is left out does not filter. */
export interface ProjectFilter {
  /** Part of the name, or of the path without the namespace, in any case. */
  readonly search?: string | undefined;
  /** The user whose memberships count; null for all projects. */
  readonly memberId?: number | null;
  /** What that user must be at least. */
  readonly leastLevel?: AccessLevel | undefined;
  readonly idAfter?: number | undefined;
  readonly idBefore?: number | undefined;
  /** `id` by default. */
  readonly orderBy?: ProjectOrder | undefined;
  /** `desc` by default. */
  readonly sort?: 'asc' | 'desc' | undefined;
}

/** What projects can be ordered by; those that are alike come by id. */
export const PROJECT_ORDERS = ['id', 'name', 'path', 'created_at'] as const;

/** One of {@link PROJECT_ORDERS}. */
export type ProjectOrder = (typeof PROJECT_ORDERS)[number];

type Filter = [search: string, memberId: number | null, leastLevel: number, idAfter: number | null, idBefore: number | null];
type Page = [...Filter, limit: number, offset: number];

const LAST_STEP = "regexp_replace(path, '^.*/', '')";

/** GitLab searches names and paths, the latter without the namespace; `position` takes a text as it is, wildcards too. */
const FOUND = `${PROJECT_SHOWN} AND (position(lower($1) in lower(name)) > 0 OR position(lower($1) in lower(${LAST_STEP})) > 0)
  AND ($2::bigint IS NULL OR id IN (SELECT project_id FROM project_members WHERE user_id = $2 AND access_level >= $3))
  AND ($4::bigint IS NULL OR id > $4) AND ($5::bigint IS NULL OR id < $5)`;

const ORDERS: Readonly<Record<ProjectOrder, string>> = { id: '', name: 'name', path: LAST_STEP, created_at: 'created_at' };

/** The number of the projects of a filter. */
export const countProjects = namedStatement<Filter>('count_projects', `SELECT count(*) AS total FROM projects WHERE ${FOUND}`);

/** A part of the projects of a filter: a statement of its own for each order, as each has its plan. */
export function projectPage({ orderBy = 'id', sort = 'desc' }: ProjectFilter): ReturnType<typeof namedStatement<Page>> {
  const order = [ORDERS[orderBy], 'id'].filter(Boolean).map((column) => `${column} ${sort}`).join(', ');
  return namedStatement<Page>(
    `project_page_${orderBy}_${sort}`,
    `SELECT ${PROJECT_COLUMNS} FROM projects WHERE ${FOUND} ORDER BY ${order} LIMIT $6 OFFSET $7`,
  );
}

/** The values of a filter. */
export const filterValues = (filter: ProjectFilter): Filter => [
  filter.search ?? '',
  filter.memberId ?? null,
  filter.leastLevel ?? 0,
  filter.idAfter ?? null,
  filter.idBefore ?? null,
];

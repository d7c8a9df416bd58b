import { ACCESS_LEVELS, membershipsOf, type AccessLevel, type Bearer } from '@holdpoint/pipeline-domain';
import type { ProjectFilter } from '@holdpoint/pipeline-persistence';
import type { ProjectListQueryDto } from './project-list.dto';

/** Reads a list's parameters; null when no project can be meant, as all are private and none is archived. */
export function toProjectFilter(query: ProjectListQueryDto, bearer: Bearer): ProjectFilter | null {
  if (query.archived || (query.visibility ?? 'private') !== 'private') return null;
  const leastLevel = leastLevelOf(query);
  return {
    search: query.search,
    // An admin sees all projects, unless they ask for their own.
    memberId: leastLevel === undefined ? membershipsOf(bearer) : bearer.userId,
    leastLevel,
    idAfter: query.id_after,
    idBefore: query.id_before,
    orderBy: query.order_by,
    sort: query.sort,
  };
}

/** What whoever asks must be in a project at least; undefined when they need not be a member. */
function leastLevelOf({ owned, membership, min_access_level: least }: ProjectListQueryDto): AccessLevel | undefined {
  if (owned) return ACCESS_LEVELS.owner;
  return least ?? (membership ? ACCESS_LEVELS.guest : undefined);
}

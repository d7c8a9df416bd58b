import { inSet, membersOf, type CiModel, type Status } from '@holdpoint/pipeline-domain';
import type { PipelineFilter } from '@holdpoint/pipeline-persistence';
import type { PipelineListQueryDto } from './pipeline-list.dto';

/** Reads a list's parameters; null when no pipeline can be meant. */
export function toFilter({ statuses }: CiModel, query: PipelineListQueryDto): PipelineFilter | null {
  if (query.scope === 'tags' || query.yaml_errors) return null;
  const meant = statusesOf(statuses, query);
  if (meant?.length === 0) return null;
  return dropUndefined({
    ref: query.ref,
    sha: query.sha,
    source: query.source,
    withoutChildren: query.source === undefined,
    username: query.username,
    name: query.name,
    statuses: meant,
    createdAfter: query.created_after,
    createdBefore: query.created_before,
    updatedAfter: query.updated_after,
    updatedBefore: query.updated_before,
    latestOfEachRef: query.scope === 'branches' ? true : undefined,
    orderBy: query.order_by,
    sort: query.sort,
  });
}

function statusesOf(
  model: CiModel['statuses'],
  { scope, status }: PipelineListQueryDto,
): readonly Status[] | undefined {
  const scoped = membersOfScope(model, scope);
  if (status === undefined) return scoped;
  const known = inSet(model, 'available', 'api.pipeline_status', status);
  return known && (scoped?.includes(status) ?? true) ? [status] : [];
}

function membersOfScope(
  model: CiModel['statuses'],
  scope: PipelineListQueryDto['scope'],
): readonly Status[] | undefined {
  switch (scope) {
    case 'running':
      return membersOf(model, 'running', 'api.pipeline_scope.running');
    case 'pending':
      return membersOf(model, 'pending', 'api.pipeline_scope.pending');
    case 'finished':
      return membersOf(model, 'finished', 'api.pipeline_scope.finished');
    default:
      return undefined;
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}

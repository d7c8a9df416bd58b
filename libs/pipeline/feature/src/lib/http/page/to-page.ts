import type { PageOf, PageRequest } from '@holdpoint/pipeline-persistence';
import { Page } from './page';
import type { PageQueryDto } from './page-query.dto';

/** The page that a request asks for. */
export const pageRequest = ({ page, per_page: perPage }: PageQueryDto): PageRequest => ({ page, perPage });

/** What a query has read, as a page of responses. */
export function toPage<R, T>(rows: PageOf<R>, query: PageQueryDto, convert: (row: R) => T): Page<T> {
  const { items, total, hasNext } = rows;
  return new Page(items.map(convert), query.page, query.per_page, total, hasNext);
}

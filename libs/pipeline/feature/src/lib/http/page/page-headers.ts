import { SECRET_NAME } from '@holdpoint/kernel';
import type { KeysetPage } from './keyset-page';
import type { Page } from './page';

/**
 * The headers of a page as GitLab sends them: clients follow `Link` and nothing else; the totals and the link to the
 * last page are left out where nothing was counted.
 */
export function pageHeaders(page: Page<unknown>, url: URL): Readonly<Record<string, string>> {
  const pages = page.total === null ? null : Math.max(1, Math.ceil(page.total / page.perPage));
  return {
    'x-page': String(page.page),
    'x-per-page': String(page.perPage),
    'x-next-page': page.hasNext ? String(page.page + 1) : '',
    'x-prev-page': String(previousOf(page, pages) ?? ''),
    ...(pages === null ? {} : { 'x-total': String(page.total), 'x-total-pages': String(pages) }),
    link: links(page, pages, url),
  };
}

/** The headers of a part of a list that is read from item to item: only the next part has an address. */
export function keysetHeaders(page: KeysetPage<unknown>, url: URL): Readonly<Record<string, string>> {
  const { perPage, nextCursor } = page;
  const next = nextCursor === null ? {} : { link: `<${addressWith(url, { cursor: nextCursor, per_page: perPage })}>; rel="next"` };
  return { 'x-per-page': String(perPage), ...next };
}

/** A page beyond the end comes after none. */
const previousOf = ({ page }: Page<unknown>, pages: number | null): number | null =>
  page > 1 && (pages === null || page <= pages) ? page - 1 : null;

function links(page: Page<unknown>, pages: number | null, url: URL): string {
  const targets: readonly (readonly [string, number | null])[] = [
    ['prev', previousOf(page, pages)],
    ['next', page.hasNext ? page.page + 1 : null],
    ['first', 1],
    ['last', pages],
  ];
  return targets
    .flatMap(([rel, number]) => (number === null ? [] : `<${addressWith(url, { page: number, per_page: page.perPage })}>; rel="${rel}"`))
    .join(', ');
}

/** Whoever sends a secret in an address does not expect it back. */
const isSecret = (name: string): boolean => SECRET_NAME.test(name);

function addressWith(url: URL, parameters: Readonly<Record<string, string | number>>): string {
  const address = new URL(url);
  for (const name of [...address.searchParams.keys()].filter(isSecret)) address.searchParams.delete(name);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, String(value));
  return address.href;
}

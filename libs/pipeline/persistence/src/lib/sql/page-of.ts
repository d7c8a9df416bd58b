/** Which part of a list is asked for; pages count from 1. */
export interface PageRequest {
  readonly page: number;
  readonly perPage: number;
}

/** A part of a list. */
export interface PageOf<T> {
  readonly items: readonly T[];
  /** How many there are on all pages; null where counting them would cost more than reading a page. */
  readonly total: number | null;
  readonly hasNext: boolean;
}

/** How many rows come before a page. */
export const offsetOf = ({ page, perPage }: PageRequest): number => (page - 1) * perPage;

/** A page of a list that was counted. */
export const countedPage = <T>(items: readonly T[], total: number, request: PageRequest): PageOf<T> => ({
  items,
  total,
  hasNext: offsetOf(request) + items.length < total,
});

/** A page of a list that was not counted, from its rows and the first row of the next page. */
export const uncountedPage = <T>(rows: readonly T[], { perPage }: PageRequest): PageOf<T> => ({
  items: rows.slice(0, perPage),
  total: null,
  hasNext: rows.length > perPage,
});

import { ACTIVE } from './token-row';

/** Which tokens a list shows; what is left out does not filter. */
export interface TokenFilter {
  /** True shows those that are neither revoked nor expired, false the others. */
  readonly active?: boolean | undefined;
  readonly revoked?: boolean | undefined;
  /** Part of the name, in any case. */
  readonly search?: string | undefined;
}

/** What a statement takes of a {@link TokenFilter}, after the owner. */
export type TokenFilterValues = [active: boolean | null, revoked: boolean | null, search: string];

/** The condition of a {@link TokenFilter} on `access_tokens token`; `position` takes a text as it is, wildcards too. */
export const FILTERED = `($2::boolean IS NULL OR (${ACTIVE}) = $2) AND ($3::boolean IS NULL OR (token.revoked_at IS NOT NULL) = $3)
  AND position(lower($4) in lower(token.name)) > 0`;

/** The values of a filter. */
export const filterValues = ({ active, revoked, search }: TokenFilter): TokenFilterValues => [active ?? null, revoked ?? null, search ?? ''];

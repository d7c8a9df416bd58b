import type { TokenFilter } from '@holdpoint/pipeline-persistence';
import type { TokenListQueryDto } from './token-list.dto';

/** Reads which tokens a list is to show. */
export const toTokenFilter = ({ state, revoked, search }: TokenListQueryDto): TokenFilter => ({
  active: state === undefined ? undefined : state === 'active',
  revoked,
  search,
});

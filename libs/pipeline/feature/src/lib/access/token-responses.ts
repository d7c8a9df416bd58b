import type { ProjectTokenResponse, TokenResponse } from '@holdpoint/pipeline-contract';
import type { TokenRow } from '@holdpoint/pipeline-persistence';
import { toDay, toTimestamp } from '../view/times';

/** Shows a token, without its text. */
export const toToken = (token: TokenRow): TokenResponse => ({
  id: token.id,
  name: token.name,
  revoked: token.revoked,
  created_at: toTimestamp(token.createdAt),
  scopes: token.scopes,
  user_id: token.userId,
  last_used_at: null,
  active: token.active,
  expires_at: token.expiresAt === null ? null : toDay(token.expiresAt),
});

/** Shows the token of a project. */
export const toProjectToken = (token: TokenRow): ProjectTokenResponse => ({
  ...toToken(token),
  access_level: token.accessLevel,
});

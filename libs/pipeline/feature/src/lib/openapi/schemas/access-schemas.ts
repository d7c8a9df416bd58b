import type {
  MemberResponse,
  NewProjectTokenResponse,
  NewTokenResponse,
  ProjectTokenResponse,
  TokenResponse,
} from '@holdpoint/pipeline-contract';
import { ACCESS_LEVELS, TOKEN_SCOPES } from '@holdpoint/pipeline-domain';
import { boolean, integer, listOf, nullable, objectOf, text, timestamp, words, type Schema } from '../schema';
import { USER_PROPERTIES } from './instance-schemas';

const level = { ...integer, enum: Object.values(ACCESS_LEVELS) };

const token: Readonly<Record<keyof TokenResponse, Schema>> = {
  id: integer,
  name: text,
  revoked: boolean,
  created_at: timestamp,
  scopes: listOf(words(...TOKEN_SCOPES)),
  user_id: integer,
  last_used_at: nullable(timestamp),
  active: boolean,
  expires_at: nullable({ type: 'string', format: 'date' }),
};

/** Schemas of members and tokens. */
export const ACCESS_SCHEMAS = {
  Member: objectOf<MemberResponse>({
    ...USER_PROPERTIES,
    access_level: level,
    created_at: timestamp,
    expires_at: nullable(timestamp),
    membership_state: words('active'),
  }),
  Done: { type: 'boolean', enum: [true] },
  Token: objectOf<TokenResponse>(token),
  NewToken: objectOf<NewTokenResponse>({ ...token, token: text }),
  ProjectToken: objectOf<ProjectTokenResponse>({ ...token, access_level: nullable(level) }),
  NewProjectToken: objectOf<NewProjectTokenResponse>({ ...token, access_level: nullable(level), token: text }),
} satisfies Record<string, Schema>;

import type {
  CurrentUserResponse,
  HealthResponse,
  MetadataResponse,
  UserResponse,
  VersionResponse,
} from '@holdpoint/pipeline-contract';
import { boolean, integer, nullable, objectOf, text, timestamp, words, type Schema } from '../schema';

/** What every user is shown with. */
export const USER_PROPERTIES: Readonly<Record<keyof UserResponse, Schema>> = {
  id: integer,
  username: text,
  name: text,
  state: words('active', 'blocked'),
  locked: boolean,
  avatar_url: nullable(text),
  web_url: text,
};

/** Schemas of what is true of the service as a whole. */
export const INSTANCE_SCHEMAS = {
  User: objectOf<UserResponse>(USER_PROPERTIES),
  CurrentUser: objectOf<CurrentUserResponse>({
    ...USER_PROPERTIES,
    is_admin: boolean,
    bot: boolean,
    external: boolean,
    email: text,
    created_at: nullable(timestamp),
  }),
  Version: objectOf<VersionResponse>({ version: text, revision: text }),
  Metadata: objectOf<MetadataResponse>({
    version: text,
    revision: text,
    kas: objectOf<MetadataResponse['kas']>({
      enabled: boolean,
      externalUrl: nullable(text),
      externalK8sProxyUrl: nullable(text),
      version: nullable(text),
    }),
    enterprise: boolean,
  }),
  Health: objectOf<HealthResponse>({
    status: words('ok', 'failed'),
    checks: { type: 'object', additionalProperties: words('up', 'down') },
  }),
};

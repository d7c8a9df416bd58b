import type { Schema } from '../schema';
import { objectOf, text, words } from '../schema';
import { ACCESS_SCHEMAS } from './access-schemas';
import { CALLBACK_SCHEMAS } from './callback-schemas';
import { COMMIT_STATUS_SCHEMAS } from './commit-status-schemas';
import { HOOK_SCHEMAS } from './hook-schemas';
import { EVENT_SCHEMAS } from './event-schemas';
import { INSTANCE_SCHEMAS } from './instance-schemas';
import { ENVIRONMENT_SCHEMAS } from './environment-schemas';
import { JOB_SCHEMAS } from './job-schemas';
import { PIPELINE_SCHEMAS } from './pipeline-schemas';
import { PROJECT_SCHEMAS } from './project-schemas';
import { RECEIVER_SCHEMAS } from './receiver-schemas';
import { RESOURCE_GROUP_SCHEMAS } from './resource-group-schemas';
import { SIMULATION_SCHEMAS } from './simulation-schemas';

/** GitLab's forms of an error. */
const ERROR_SCHEMAS = {
  ErrorMessage: objectOf<{ readonly message: string }>({ message: text }),
  ParameterError: objectOf<{ readonly error: string }>({ error: text }),
  TokenError: objectOf<{ readonly error: string; readonly error_description: string; readonly scope?: string }>(
    { error: words('invalid_token', 'insufficient_scope'), error_description: text, scope: text },
    'scope',
  ),
  FieldErrors: objectOf<{ readonly message: object }>({
    message: { type: 'object', additionalProperties: { type: 'array', items: text } },
  }),
};

/** Every response of the API by name. */
export const SCHEMAS = {
  ...INSTANCE_SCHEMAS,
  ...ACCESS_SCHEMAS,
  ...PROJECT_SCHEMAS,
  ...PIPELINE_SCHEMAS,
  ...JOB_SCHEMAS,
  ...CALLBACK_SCHEMAS,
  ...COMMIT_STATUS_SCHEMAS,
  ...HOOK_SCHEMAS,
  ...RECEIVER_SCHEMAS,
  ...RESOURCE_GROUP_SCHEMAS,
  ...ENVIRONMENT_SCHEMAS,
  ...EVENT_SCHEMAS,
  ...SIMULATION_SCHEMAS,
  ...ERROR_SCHEMAS,
} satisfies Record<string, Schema>;

/** A key of {@link SCHEMAS}. */
export type SchemaName = keyof typeof SCHEMAS;

import type { Instant } from '@holdpoint/kernel';
import { STATUSES, type Status } from '@holdpoint/pipeline-domain';
import { BooleanField, TextField, TimestampField, WordField } from '../http/input/dto-fields';
import { RefField } from '../http/input/ref-field';
import { PageQueryDto } from '../http/page/page-query.dto';

/** GitLab's words for parts of the list; which statuses three of them mean is the model's to say. */
const PIPELINE_SCOPES = ['running', 'pending', 'finished', 'branches', 'tags'] as const;

/** Where a pipeline may come from. Source: GitLab's `Enums::Ci::Pipeline.sources`. */
const SOURCES = [
  'unknown',
  'push',
  'web',
  'trigger',
  'schedule',
  'api',
  'external',
  'pipeline',
  'chat',
  'webide',
  'merge_request_event',
  'external_pull_request_event',
  'parent_pipeline',
  'ondemand_dast_scan',
  'ondemand_dast_validation',
  'security_orchestration_policy',
  'container_registry_push',
  'duo_workflow',
  'pipeline_execution_policy_schedule',
];

/** Which pipelines a list shows, and in which order. */
export class PipelineListQueryDto extends PageQueryDto {
  @WordField({ description: 'Part of the list', words: PIPELINE_SCOPES })
  readonly scope?: (typeof PIPELINE_SCOPES)[number];

  @WordField({ description: 'Status', words: STATUSES })
  readonly status?: Status;

  @RefField({ description: 'Branch' })
  readonly ref?: string;

  @TextField({ description: 'Full sha' })
  readonly sha?: string;

  @WordField({ description: 'What made it', words: SOURCES })
  readonly source?: string;

  @TextField({ description: 'Name of the user who made it' })
  readonly username?: string;

  @TextField({ description: 'Name of the pipeline' })
  readonly name?: string;

  /** A pipeline is made only from a valid configuration, so none has such errors. */
  @BooleanField({ description: 'Whether the configuration was invalid; no pipeline is made from such a one' })
  readonly yaml_errors?: boolean;

  @TimestampField({ description: 'Made after this instant' })
  readonly created_after?: Instant;

  @TimestampField({ description: 'Made before this instant' })
  readonly created_before?: Instant;

  @TimestampField({ description: 'Changed after this instant' })
  readonly updated_after?: Instant;

  @TimestampField({ description: 'Changed before this instant' })
  readonly updated_before?: Instant;

  @WordField({ description: 'Order; `id` if not given', words: ['id', 'status', 'ref', 'updated_at', 'user_id'] })
  readonly order_by?: 'id' | 'status' | 'ref' | 'updated_at' | 'user_id';

  @WordField({ description: 'Direction; `desc` if not given', words: ['asc', 'desc'] })
  readonly sort?: 'asc' | 'desc';
}

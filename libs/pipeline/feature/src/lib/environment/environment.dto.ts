import type { Instant } from '@holdpoint/kernel';
import { DEPLOYMENT_STATUSES, ENVIRONMENT_STATES, type DeploymentStatus, type EnvironmentState } from '@holdpoint/pipeline-domain';
import { DEPLOYMENT_ORDERS, type DeploymentFilter } from '@holdpoint/pipeline-persistence';
import { BooleanField, TextField, TimestampField, WordField } from '../http/input/dto-fields';
import { PageQueryDto } from '../http/page/page-query.dto';

/** Which environments a list shows. */
export class EnvironmentListQueryDto extends PageQueryDto {
  @TextField({ description: 'Name; not beside `search`' })
  readonly name?: string;

  @TextField({ description: 'Part of the name' })
  readonly search?: string;

  @WordField({ description: 'State', words: ENVIRONMENT_STATES })
  readonly states?: EnvironmentState;
}

/** How an environment is stopped. */
export class StopEnvironmentDto {
  @BooleanField({ description: 'Mark it as stopped without the job that `on_stop` names' })
  readonly force?: boolean;
}

/** Which deployments a list shows, and in which order. */
export class DeploymentListQueryDto extends PageQueryDto {
  @TextField({ description: 'Name of the environment' })
  readonly environment?: string;

  @WordField({ description: 'Status', words: DEPLOYMENT_STATUSES })
  readonly status?: DeploymentStatus;

  @TimestampField({ description: 'Changed at this instant or after it' })
  readonly updated_after?: Instant;

  @TimestampField({ description: 'Changed at this instant or before it' })
  readonly updated_before?: Instant;

  @TimestampField({ description: 'Ended at this instant or after it' })
  readonly finished_after?: Instant;

  @TimestampField({ description: 'Ended before this instant' })
  readonly finished_before?: Instant;

  @WordField({ description: 'Order; `id` if not given', words: DEPLOYMENT_ORDERS })
  readonly order_by?: NonNullable<DeploymentFilter['orderBy']>;

  @WordField({ description: 'Direction; `asc` if not given', words: ['asc', 'desc'] })
  readonly sort?: 'asc' | 'desc';
}

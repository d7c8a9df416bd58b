import { COMMIT_STATUS_STATES, type CommitStatusState } from '@holdpoint/pipeline-domain';
import { BooleanField, IdField, PercentField, TextField, UrlField, WordField } from '../http/input/dto-fields';
import { RefField } from '../http/input/ref-field';
import { PageQueryDto } from '../http/page/page-query.dto';

/** A status of a commit, as it is reported. */
export class CommitStatusDto {
  @WordField({ description: 'State', required: true, words: COMMIT_STATUS_STATES })
  readonly state: CommitStatusState;

  @TextField({ description: 'Name; `default` if neither it nor `context` is given', example: 'deploy/production' })
  readonly name?: string;

  @TextField({ description: 'The same as `name`, which is taken first' })
  readonly context?: string;

  @RefField({ description: 'Branch; that of the newest pipeline of the commit, or the first that holds the commit, if not given' })
  readonly ref?: string;

  @IdField({ description: 'Number of the pipeline; the newest of the commit if not given' })
  readonly pipeline_id?: number;

  @UrlField({ description: 'Where people can look at the work', refusedAs: 'target_url_invalid' })
  readonly target_url?: string;

  @TextField({ description: 'What it is about, for people', max: 1_024, empty: true })
  readonly description?: string;

  @PercentField({ description: 'Percent of the code that tests have run through', refusedAs: 'coverage_invalid' })
  readonly coverage?: number;
}

/** Which statuses of a commit a list shows. */
export class CommitStatusListQueryDto extends PageQueryDto {
  @RefField({ description: 'Branch' })
  readonly ref?: string;

  @TextField({ description: 'Name of a stage' })
  readonly stage?: string;

  @TextField({ description: 'Name of the status' })
  readonly name?: string;

  @IdField({ description: 'Number of a pipeline' })
  readonly pipeline_id?: number;

  @BooleanField({ description: 'Whether statuses are listed too that newer ones have taken the place of' })
  readonly all?: boolean;

  @WordField({ description: 'Order; `id` if not given', words: ['id', 'pipeline_id'] })
  readonly order_by?: 'id' | 'pipeline_id';

  @WordField({ description: 'Direction; `asc` if not given', words: ['asc', 'desc'] })
  readonly sort?: 'asc' | 'desc';
}

import type { Instant } from '@holdpoint/kernel';
import { VERDICTS, type Verdict } from '@holdpoint/pipeline-domain';
import { IdField, TextField, TimestampField, WordListField } from '../http/input/dto-fields';
import { KeysetQueryDto } from '../http/page/keyset-query.dto';

/** Which callbacks a list shows. */
export class CallbackListQueryDto extends KeysetQueryDto {
  @IdField({ description: 'Number of a job that they concerned' })
  readonly job_id?: number;

  @IdField({ description: 'Number of a pipeline that they concerned' })
  readonly pipeline_id?: number;

  @WordListField({ description: 'What they did, there or anywhere, as `verdict=x` or `verdict[]=x&verdict[]=y`', words: VERDICTS })
  readonly verdict?: readonly Verdict[];

  @TimestampField({ description: 'Received after this instant' })
  readonly received_after?: Instant;

  @TimestampField({ description: 'Received before this instant' })
  readonly received_before?: Instant;

  @TextField({ description: 'Who sent them: a username, or `receiver:NAME`, `job:ID`, `external_hook:ID`', example: 'receiver:prod' })
  readonly actor?: string;

  @TextField({ description: 'Where they came in', example: 'pipeline_callback' })
  readonly provider?: string;
}

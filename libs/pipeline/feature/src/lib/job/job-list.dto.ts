import { STATUSES, type Status } from '@holdpoint/pipeline-domain';
import { BooleanField, WordListField } from '../http/input/dto-fields';
import { PageQueryDto } from '../http/page/page-query.dto';

/** Which jobs a list shows. */
export class JobListQueryDto extends PageQueryDto {
  @WordListField({ description: 'Statuses, as `scope=x` or `scope[]=x&scope[]=y`; all if not given', words: STATUSES })
  readonly scope?: readonly Status[];

  @BooleanField({ description: 'Whether older attempts are listed too' })
  readonly include_retried?: boolean;
}

import { STATUSES, type Status } from '@holdpoint/pipeline-domain';
import { BooleanField, WordListField } from '../http/input/dto-fields';
import { KeysetQueryDto } from '../http/page/keyset-query.dto';
import { PageQueryDto } from '../http/page/page-query.dto';

const ScopeField = WordListField({ description: 'Statuses, as `scope=x` or `scope[]=x&scope[]=y`; all if not given', words: STATUSES });

/** Which jobs a list of a pipeline shows. */
export class JobListQueryDto extends PageQueryDto {
  @ScopeField
  readonly scope?: readonly Status[];

  @BooleanField({ description: 'Whether older attempts are listed too' })
  readonly include_retried?: boolean;
}

/** Which jobs the list of a project shows; older attempts are always among them. */
export class ProjectJobListQueryDto extends KeysetQueryDto {
  @ScopeField
  readonly scope?: readonly Status[];
}

import type { AccessLevel } from '@holdpoint/pipeline-domain';
import { PROJECT_ORDERS, type ProjectOrder } from '@holdpoint/pipeline-persistence';
import { AccessLevelField } from '../access/access-level-field';
import { BooleanField, IdField, TextField, WordField } from '../http/input/dto-fields';
import { Unsupported } from '../http/input/unsupported.decorator';
import { PageQueryDto } from '../http/page/page-query.dto';

const INSTANTS = 'projects are not told apart by these instants';
const KINDS = 'projects are not told apart by this';

/** Which projects a list shows, and in which order. */
@Unsupported({
  last_activity_after: INSTANTS,
  last_activity_before: INSTANTS,
  updated_after: INSTANTS,
  updated_before: INSTANTS,
  imported: KINDS,
  search_namespaces: 'namespaces are not searched',
  starred: KINDS,
  topic: KINDS,
  topic_id: KINDS,
  with_programming_language: KINDS,
})
export class ProjectListQueryDto extends PageQueryDto {
  @TextField({ description: 'Part of the name or of the path without the namespace, in any case', empty: true })
  readonly search?: string;

  @BooleanField({ description: 'Whether only those that you own, be you an administrator or not' })
  readonly owned?: boolean;

  @BooleanField({ description: 'Whether only those that you are a member of, be you an administrator or not' })
  readonly membership?: boolean;

  @AccessLevelField({ description: 'Only those in which you have this level as a member' })
  readonly min_access_level?: AccessLevel;

  @WordField({ description: 'Only such ones: all are private', words: ['private', 'internal', 'public'] })
  readonly visibility?: 'private' | 'internal' | 'public';

  @BooleanField({ description: 'Only such ones: none is archived' })
  readonly archived?: boolean;

  @IdField({ description: 'Only those whose number is greater' })
  readonly id_after?: number;

  @IdField({ description: 'Only those whose number is less' })
  readonly id_before?: number;

  @WordField({ description: 'Order; `id` if not given', words: PROJECT_ORDERS })
  readonly order_by?: ProjectOrder;

  @WordField({ description: 'Direction; `desc` if not given', words: ['asc', 'desc'] })
  readonly sort?: 'asc' | 'desc';
}

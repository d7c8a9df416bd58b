import type { AccessLevel } from '@holdpoint/pipeline-domain';
import { IdField, IdListField, TextField } from '../http/input/dto-fields';
import { Unsupported } from '../http/input/unsupported.decorator';
import { PageQueryDto } from '../http/page/page-query.dto';
import { AccessLevelField } from './access-level-field';

/** What a member may do from now on. Passed over, an end would leave access that was to end. */
@Unsupported({ expires_at: 'members stay until they are removed' })
export class UpdateMemberDto {
  @AccessLevelField({ description: 'What they may do; not more than you may yourself', required: true })
  readonly access_level!: AccessLevel;
}

/** A member to be added, by one of their number and their name. */
export class AddMemberDto extends UpdateMemberDto {
  @IdField({ description: 'Number of the user' })
  readonly user_id?: number;

  @TextField({ description: 'Name of the user, instead of their number' })
  readonly username?: string;
}

/** Which members a list shows. */
@Unsupported({ skip_users: 'nobody is left out by number' })
export class MemberListQueryDto extends PageQueryDto {
  @TextField({ description: 'Part of the username or of the name, in any case' })
  readonly query?: string;

  @IdListField({ description: 'Only these users' })
  readonly user_ids?: readonly number[];
}

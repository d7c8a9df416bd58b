import type { AccessLevel } from '@holdpoint/pipeline-domain';
import { IdField } from '../http/input/dto-fields';
import { AccessLevelField } from './access-level-field';

/** What a member may do from now on. */
export class UpdateMemberDto {
  @AccessLevelField({ description: 'What they may do; not more than you may yourself', required: true })
  readonly access_level!: AccessLevel;
}

/** A member to be added. */
export class AddMemberDto extends UpdateMemberDto {
  @IdField({ description: 'Number of the user', required: true })
  readonly user_id!: number;
}

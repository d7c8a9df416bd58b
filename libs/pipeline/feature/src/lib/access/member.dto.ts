import { ApiPropertyOptional } from '@nestjs/swagger';
import type { AccessLevel } from '@holdpoint/pipeline-domain';
import { IsOptional, MaxLength } from 'class-validator';
import { IdField } from '../http/input/dto-fields';
import { AccessLevelField } from './access-level-field';

/** What a member may do from now on. */
export class UpdateMemberDto {
  @AccessLevelField({ description: 'What they may do; not more than you may yourself', required: true })
  readonly access_level!: AccessLevel;

  /** Passed over, access that was to end would stay. */
  @ApiPropertyOptional({ description: 'Not supported: members stay until they are removed; refused unless it is empty', type: String, maxLength: 0 })
  @IsOptional()
  @MaxLength(0, { message: 'is not supported' })
  readonly expires_at?: string;
}

/** A member to be added. */
export class AddMemberDto extends UpdateMemberDto {
  @IdField({ description: 'Number of the user', required: true })
  readonly user_id!: number;
}

import type { Instant } from '@holdpoint/kernel';
import { TOKEN_SCOPES, type AccessLevel, type TokenScope } from '@holdpoint/pipeline-domain';
import { TextField, TimestampField, WordListField } from '../http/input/dto-fields';
import { Filled } from '../http/input/filled.decorator';
import { AccessLevelField } from './access-level-field';

/** A personal access token to be made. */
export class CreateTokenDto {
  @TextField({ description: 'What it is for', required: true, example: 'deploy' })
  readonly name!: string;

  @Filled()
  @WordListField({ description: '`api` for everything, `read_api` for reading', required: true, words: TOKEN_SCOPES, commas: true })
  readonly scopes!: readonly TokenScope[];

  @TimestampField({ description: 'The day at whose beginning, in UTC, it ends; in 365 days, which is the most, if not given' })
  readonly expires_at?: Instant;
}

/** A token to be put in the place of another. */
export class RotateTokenDto {
  @TimestampField({ description: 'The day at whose beginning, in UTC, it ends; in a week if not given, in 365 days at most' })
  readonly expires_at?: Instant;
}

/** A project access token to be made. */
export class CreateProjectTokenDto extends CreateTokenDto {
  @AccessLevelField({ description: 'What it may do; that of a maintainer if not given, never above your own' })
  readonly access_level?: AccessLevel;
}

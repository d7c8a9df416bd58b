import { CALLBACK_MATCH_POLICIES, TIMEOUT_MAX_S, type CallbackMatchPolicy } from '@holdpoint/pipeline-domain';
import { Matches } from 'class-validator';
import { INVALID, IntegerField, TextField, WordField } from '../http/input/dto-fields';
import { BRANCH_NAME } from './branch-name';

/** What can be set on a project. */
export class EditProjectDto {
  @TextField({ description: 'Name', example: 'Demo' })
  readonly name?: string;

  @Matches(BRANCH_NAME, INVALID)
  @TextField({ description: 'Branch that is meant where none is named', example: 'main' })
  readonly default_branch?: string;

  @IntegerField({
    description: 'Timeout of jobs that state none, in seconds (GitLab: at least 600)',
    min: 1,
    max: TIMEOUT_MAX_S,
    example: 3600,
  })
  readonly build_timeout?: number;

  @WordField({
    description: 'What becomes of a callback that several jobs fit: it goes to `all`, to the `newest`, or none (`reject`)',
    words: CALLBACK_MATCH_POLICIES,
  })
  readonly callback_match_policy?: CallbackMatchPolicy;

  @IntegerField({
    description: 'How long a callback is kept that came before its job waited, in seconds',
    min: 1,
    max: TIMEOUT_MAX_S,
    example: 86400,
  })
  readonly callback_parking_ttl?: number;
}

import { CALLBACK_MATCH_POLICIES, TIMEOUT_MAX_S, type CallbackMatchPolicy } from '@holdpoint/pipeline-domain';
import { Matches } from 'class-validator';
import { INVALID, IntegerField, TextField, WordField } from '../http/input/dto-fields';
import { Unsupported } from '../http/input/unsupported.decorator';
import { BRANCH_NAME } from './branch-name';

const EMPTY_REPOSITORY = 'a project begins without a commit';

/** What can be set on a project, whether it is made or there. */
@Unsupported({
  ci_config_path: 'the configuration is `.gitlab-ci.yml`',
  import_url: EMPTY_REPOSITORY,
  template_name: EMPTY_REPOSITORY,
})
export class ProjectSettingsDto {
  @TextField({ description: 'Name', example: 'Demo' })
  readonly name?: string;

  @TextField({ description: 'What it is for', max: 2_000, empty: true, example: 'Deploys podinfo' })
  readonly description?: string;

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

  @WordField({ description: 'All projects are private', words: ['private'] })
  readonly visibility?: 'private';
}

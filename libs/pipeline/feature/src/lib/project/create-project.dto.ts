import { Matches } from 'class-validator';
import { IntegerField, INVALID, TextField } from '../http/input/dto-fields';

/** The longest timeout of a project: 31 days, GitLab's "one month". */
const BUILD_TIMEOUT_MAX_S = 31 * 24 * 3600;

/** A project to be made. */
export class CreateProjectDto {
  @TextField({ description: 'Name; needed unless `path` is given', example: 'Demo' })
  readonly name?: string;

  @Matches(/^[a-zA-Z0-9_.][a-zA-Z0-9_.-]*$/, INVALID)
  @TextField({ description: 'Path within the namespace; made from the name if not given', example: 'demo' })
  readonly path?: string;

  @TextField({ description: 'Branch that is meant where none is named', example: 'main' })
  readonly default_branch?: string;

  @IntegerField({
    description: 'Timeout of jobs that state none, in seconds (GitLab: at least 600)',
    min: 1,
    max: BUILD_TIMEOUT_MAX_S,
    example: 3600,
  })
  readonly build_timeout?: number;
}

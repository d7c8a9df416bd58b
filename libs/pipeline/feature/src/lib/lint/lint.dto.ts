import { BooleanField, TextField } from '../http/input/dto-fields';
import { RefField } from '../http/input/ref-field';

/** No limit of its own: what the configuration may hold is said by the configuration's own limits. */
const CONTENT_MAX = 8 * 1024 * 1024;

/** A configuration to be judged. */
export class LintDto {
  @TextField({ description: 'Text of a .gitlab-ci.yml', required: true, max: CONTENT_MAX, empty: true })
  readonly content: string;

  @BooleanField({ description: 'Whether a pipeline is planned, so that rules are evaluated' })
  readonly dry_run?: boolean;

  @BooleanField({ description: 'Whether the jobs are listed; a dry run lists them anyway' })
  readonly include_jobs?: boolean;

  @RefField({ description: 'Branch that a dry run is for; the default branch if not given' })
  readonly ref?: string;
}

/** A committed configuration to be judged. */
export class LintQueryDto {
  @TextField({ description: 'Sha or branch that holds it; the default branch if not given' })
  readonly content_ref?: string;

  @TextField({ description: 'An older name for `content_ref`' })
  readonly sha?: string;

  @RefField({ description: 'Branch that a dry run is for; the default branch if not given' })
  readonly dry_run_ref?: string;

  @RefField({ description: 'An older name for `dry_run_ref`' })
  readonly ref?: string;

  @BooleanField({ description: 'Whether a pipeline is planned, so that rules are evaluated' })
  readonly dry_run?: boolean;

  @BooleanField({ description: 'Whether the jobs are listed; a dry run lists them anyway' })
  readonly include_jobs?: boolean;
}

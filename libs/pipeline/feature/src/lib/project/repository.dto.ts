import { PageQueryDto } from '../http/page/page-query.dto';
import { Matches, NotEquals } from 'class-validator';
import { BooleanField, TextField, UnsupportedField } from '../http/input/dto-fields';

/** Which commits a list shows. */
export class CommitListQueryDto extends PageQueryDto {
  @Matches(/^(?!.*\.\.)/, { message: 'is a range, which is not supported' })
  @TextField({ description: 'Branch or sha to begin with, no range; the default branch if not given' })
  readonly ref_name?: string;

  /** Passed over, these would show commits that nobody has asked for. */
  @UnsupportedField({ description: 'Name or address of an author' })
  readonly author?: string;

  @UnsupportedField({ description: 'Path of a file' })
  readonly path?: string;

  @UnsupportedField({ description: 'Made since this instant' })
  readonly since?: string;

  @UnsupportedField({ description: 'Made until this instant' })
  readonly until?: string;

  @NotEquals(true, { message: 'is not supported' })
  @BooleanField({ description: 'Commits of all branches; not supported' })
  readonly all?: boolean;
}

/** Which branches a list shows. */
export class BranchListQueryDto extends PageQueryDto {
  @TextField({ description: 'A part of their names, in any case; their beginning after `^`, their end before `$`' })
  readonly search?: string;

  @UnsupportedField({ description: 'Regular expression for their names' })
  readonly regex?: string;
}

/** From which commit a file is read. */
export class FileQueryDto {
  @TextField({ description: 'Branch or sha; the default branch if not given' })
  readonly ref?: string;
}

import { PageQueryDto } from '../http/page/page-query.dto';
import { TextField } from '../http/input/dto-fields';

/** Which commits a list shows. */
export class CommitListQueryDto extends PageQueryDto {
  @TextField({ description: 'Branch or sha to begin with; the default branch if not given' })
  readonly ref_name?: string;
}

/** Which branches a list shows. */
export class BranchListQueryDto extends PageQueryDto {
  @TextField({ description: 'A part of their names, in any case' })
  readonly search?: string;
}

/** From which commit a file is read. */
export class FileQueryDto {
  @TextField({ description: 'Branch or sha; the default branch if not given' })
  readonly ref?: string;
}

import { Matches } from 'class-validator';
import { TextField } from '../http/input/dto-fields';
import { Unsupported } from '../http/input/unsupported.decorator';
import { PageQueryDto } from '../http/page/page-query.dto';

const ONE_HISTORY = 'a list shows the whole history of one branch';

/** Which commits a list shows. */
@Unsupported({ author: ONE_HISTORY, path: ONE_HISTORY, since: ONE_HISTORY, until: ONE_HISTORY, all: ONE_HISTORY })
export class CommitListQueryDto extends PageQueryDto {
  @Matches(/^(?!.*\.\.)/, { message: 'is a range, which is not supported' })
  @TextField({ description: 'Branch or sha to begin with, no range; the default branch if not given' })
  readonly ref_name?: string;
}

/** Which branches a list shows. */
@Unsupported({ regex: 'names are searched for a text' })
export class BranchListQueryDto extends PageQueryDto {
  @TextField({ description: 'A part of their names, in any case; their beginning after `^`, their end before `$`' })
  readonly search?: string;
}

/** From which commit a file is read. */
export class FileQueryDto {
  @TextField({ description: 'Branch or sha; the default branch if not given' })
  readonly ref?: string;
}

import { TextField } from '../http/input/dto-fields';
import { PageQueryDto } from '../http/page/page-query.dto';

/** Which projects a list shows. */
export class ProjectListQueryDto extends PageQueryDto {
  @TextField({ description: 'Part of the name or of the path without the namespace, in any case', empty: true })
  readonly search?: string;
}

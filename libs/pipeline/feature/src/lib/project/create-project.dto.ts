import { Matches } from 'class-validator';
import { INVALID, TextField } from '../http/input/dto-fields';
import { EditProjectDto } from './edit-project.dto';

/** A project to be made. */
export class CreateProjectDto extends EditProjectDto {
  @TextField({ description: 'Name; needed unless `path` is given', example: 'Demo' })
  declare readonly name?: string;

  @Matches(/^(?!\.{1,2}$)[a-zA-Z0-9_.][a-zA-Z0-9_.-]*$/, INVALID)
  @TextField({ description: 'Path within the namespace; made from the name if not given', example: 'demo' })
  readonly path?: string;
}

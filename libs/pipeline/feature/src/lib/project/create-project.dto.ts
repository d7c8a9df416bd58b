import { Matches } from 'class-validator';
import { IdField, INVALID, TextField } from '../http/input/dto-fields';
import { ProjectSettingsDto } from './project-settings.dto';

/** Ends like no suffix of an address: clients cut `.git` off, GitLab refuses `.atom` too, and paths are found in any case. */
export const PROJECT_PATH = /^(?!\.{1,2}$)[a-z0-9_.][a-z0-9_.-]*(?<!\.git|\.atom)$/i;

/** A project to be made. */
export class CreateProjectDto extends ProjectSettingsDto {
  @TextField({ description: 'Name; needed unless `path` is given', example: 'Demo' })
  declare readonly name?: string;

  @Matches(PROJECT_PATH, INVALID)
  @TextField({ description: 'Path within the namespace; made from the name if not given', example: 'demo' })
  readonly path?: string;

  @IdField({ description: 'Number of the namespace; a project is made in that of its maker, whose number it has' })
  readonly namespace_id?: number;
}

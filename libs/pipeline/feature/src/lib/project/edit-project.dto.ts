import { Unsupported } from '../http/input/unsupported.decorator';
import { ProjectSettingsDto } from './project-settings.dto';

/** What is to be changed of a project. */
@Unsupported({ path: 'a project keeps its address' })
export class EditProjectDto extends ProjectSettingsDto {}

import { PROCESS_MODES, type ProcessMode } from '@holdpoint/pipeline-domain';
import { WordField } from '../http/input/dto-fields';

/** What is to change of a resource group; what is not given stays. */
export class UpdateResourceGroupDto {
  @WordField({ description: 'In which order jobs get the resource', words: PROCESS_MODES })
  readonly process_mode?: ProcessMode;
}

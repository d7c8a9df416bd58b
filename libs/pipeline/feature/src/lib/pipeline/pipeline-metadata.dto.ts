import { TextField } from '../http/input/dto-fields';

/** What can be changed on a pipeline that exists. */
export class PipelineMetadataDto {
  @TextField({ description: 'Name', required: true, max: 255, example: 'Release 4.2' })
  readonly name: string;
}

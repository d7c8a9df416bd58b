import { ApiPropertyOptional } from '@nestjs/swagger';
import { NotEquals } from 'class-validator';
import { TextField, WordField } from '../http/input/dto-fields';
import { FormField } from '../http/input/form-field';
import { ObjectListField } from '../http/input/object-list-field';
import { Unsupported } from '../http/input/unsupported.decorator';
import { RefField } from '../http/input/ref-field';

const VARIABLES_MAX = 500;
const VALUE_MAX = 64 * 1024;

/** A variable given for one pipeline. */
export class PipelineVariableDto {
  @FormField({ description: 'Name', required: true, form: /^[a-zA-Z0-9_]+$/, message: "can contain only letters, digits and '_'", example: 'ENVIRONMENT' })
  readonly key: string;

  @TextField({ description: 'Value', required: true, max: VALUE_MAX, empty: true, example: 'staging' })
  readonly value: string;

  /** Jobs here have no disk that a file could lie on: the document leaves the word out, and its refusal says more. */
  @ApiPropertyOptional({ enum: ['env_var'] })
  @NotEquals('file', { message: 'is not supported' })
  @WordField({ description: 'Kind; `file` is not supported', words: ['env_var', 'file'] })
  readonly variable_type?: string;
}

/** A pipeline to be made. Passed over, inputs would have it run as nobody has asked for. */
@Unsupported({ inputs: 'a configuration here takes variables' })
export class CreatePipelineDto {
  @RefField({ description: 'Branch', required: true, example: 'main' })
  readonly ref: string;

  @ObjectListField({
    description: 'Variables; they override those of the configuration',
    type: () => PipelineVariableDto,
    max: VARIABLES_MAX,
    noun: 'variables',
  })
  readonly variables?: readonly PipelineVariableDto[];
}

/** Which branch is meant. */
export class RefQueryDto {
  @RefField({ description: 'Branch; the default branch if not given' })
  readonly ref?: string;
}

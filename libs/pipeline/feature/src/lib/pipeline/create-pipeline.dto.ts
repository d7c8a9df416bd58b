import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { toList } from '../http/input/coerce';
import { INVALID, TextField } from '../http/input/dto-fields';

const VARIABLES_MAX = 500;
const VALUE_MAX = 64 * 1024;

/** A variable given for one pipeline. */
export class PipelineVariableDto {
  @TextField({ description: 'Name', required: true, example: 'ENVIRONMENT' })
  readonly key: string;

  @TextField({ description: 'Value', required: true, max: VALUE_MAX, empty: true, example: 'staging' })
  readonly value: string;
}

/** A pipeline to be made. */
export class CreatePipelineDto {
  @TextField({ description: 'Branch', required: true, example: 'main' })
  readonly ref: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) => toList(value))
  @IsArray(INVALID)
  @ArrayMaxSize(VARIABLES_MAX, { message: `is too long (maximum is ${VARIABLES_MAX} variables)` })
  @ValidateNested({ each: true, message: 'is invalid' })
  @Type(() => PipelineVariableDto)
  @ApiProperty({
    description: 'Variables; they override those of the configuration',
    type: () => [PipelineVariableDto],
    required: false,
    maxItems: VARIABLES_MAX,
  })
  readonly variables?: readonly PipelineVariableDto[];
}

/** Which branch is meant. */
export class RefQueryDto {
  @TextField({ description: 'Branch; the default branch if not given' })
  readonly ref?: string;
}

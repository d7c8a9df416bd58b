import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDefined, IsIn, IsOptional } from 'class-validator';
import { ACCESS_LEVELS } from '@holdpoint/pipeline-domain';
import { toInteger } from '../http/input/coerce';
import { MISSING, NO_VALID_VALUE, type FieldOptions } from '../http/input/dto-fields';

const LEVELS = Object.values(ACCESS_LEVELS);

/** A parameter that is one of GitLab's access levels. */
export function AccessLevelField({ description, required = false }: FieldOptions): PropertyDecorator {
  return applyDecorators(
    required ? IsDefined(MISSING) : IsOptional(),
    Transform(({ value }: { value: unknown }) => toInteger(value)),
    IsIn(LEVELS, NO_VALID_VALUE),
    ApiProperty({ description, required, type: 'integer', enum: LEVELS }),
  );
}

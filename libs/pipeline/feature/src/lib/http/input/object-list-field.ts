import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsDefined, IsOptional, ValidateNested } from 'class-validator';
import { INVALID, MISSING, type FieldOptions } from './dto-fields';

const OBJECT_LIST = 'holdpoint:object-list';

/** A list of objects as a parameter. */
export interface ObjectList {
  /** The class of the items; a function, as classes may stand in any order. */
  readonly type: () => Class<object>;
  /** How many items there may be. */
  readonly max: number;
  /** What the items are called in errors. */
  readonly noun: string;
}

/** A parameter that is a list of objects; {@link objectListOf} tells whoever reads the input before it is validated. */
export function ObjectListField(options: FieldOptions & ObjectList): PropertyDecorator {
  const { type, max, noun, description, required = false } = options;
  const presence = required ? [IsDefined(MISSING), ArrayNotEmpty({ message: 'is empty' })] : [IsOptional()];
  return applyDecorators(
    IsArray(INVALID),
    ...presence,
    ValidateNested({ each: true, ...INVALID }),
    Type(type),
    Reflect.metadata(OBJECT_LIST, { type, max, noun }) as PropertyDecorator,
    ApiProperty({ description, required, type: () => [type()], maxItems: max, ...(required ? { minItems: 1 } : {}) }),
  );
}

/** What an {@link ObjectListField} said of a property; undefined for every other. */
export const objectListOf = (type: Class<object>, property: string): ObjectList | undefined =>
  Reflect.getMetadata(OBJECT_LIST, type.prototype as object, property) as ObjectList | undefined;

import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty } from 'class-validator';

/** Beside the field of a list: given, it must not be empty, and the document says so. */
export const Filled = (): PropertyDecorator =>
  applyDecorators(ArrayNotEmpty({ message: 'is empty' }), ApiProperty({ minItems: 1 }));

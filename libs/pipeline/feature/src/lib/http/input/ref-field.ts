import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { TextField, type FieldOptions } from './dto-fields';

/** The branch that a ref means: a full name, as git and other systems write it, is that of the branch. */
export const branchOfRef = (ref: string): string => ref.replace(/^refs\/heads\//, '');

/** A parameter that names a branch, in full or not. */
export const RefField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? branchOfRef(value) : value)),
    TextField(options),
  );

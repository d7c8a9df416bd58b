import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { INVALID, TextField, type TextOptions } from './dto-fields';

/** What {@link FormField} says of itself. */
export interface FormOptions extends TextOptions {
  /** Without flags, and plain enough for the regular expressions of other languages: clients check it too. */
  readonly form: RegExp;
  /** Said of a text that has another form; `is invalid` if not given. */
  readonly message?: string;
}

/** A parameter that is text of one form, which the document says as a pattern. */
export const FormField = ({ form, message = INVALID.message, ...options }: FormOptions): PropertyDecorator =>
  applyDecorators(TextField(options), Matches(form, { message }), ApiProperty({ pattern: form.source }));

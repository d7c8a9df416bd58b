import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { toBoolean } from './coerce';

/**
 * Names parameters of GitLab that are not supported here, with why. Unknown ones are passed over, but with these more would
 * be shown, or something else done, than was asked for: they are refused unless they ask for nothing.
 */
export function Unsupported(parameters: Readonly<Record<string, string>>): ClassDecorator {
  return ({ prototype }) => {
    for (const [name, reason] of Object.entries(parameters)) refuse(prototype as object, name, reason);
  };
}

function refuse(prototype: object, name: string, reason: string): void {
  const description = `Not supported: ${reason}; refused unless it is empty`;
  ApiPropertyOptional({ description, type: String, maxLength: 0 })(prototype, name);
  IsOptional()(prototype, name);
  ValidateBy({ name: 'unsupported', validator: { validate: isNothing } }, { message: 'is not supported' })(prototype, name);
}

/** Templates and forms send what was not set as an empty text or list, and switches that are off. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isNothing);
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return (typeof value === 'string' && value.trim() === '') || toBoolean(value) === false;
}

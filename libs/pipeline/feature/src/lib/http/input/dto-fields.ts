import { applyDecorators, type Type as Class } from '@nestjs/common';
import type { ErrorCode } from '@holdpoint/pipeline-contract';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { toBoolean, toCommaList, toInteger, toList, toNumber, toText } from './coerce';
import { toInstant } from './to-instant';

/** Texts of GitLab's parameter errors; the name of the parameter is put before them. */
export const MISSING = { message: 'is missing' };
export const INVALID = { message: 'is invalid' };
export const NO_VALID_VALUE = { message: 'does not have a valid value' };
const EMPTY = { message: 'is empty' };

/** What every parameter of a request says of itself. */
export interface FieldOptions {
  readonly description: string;
  readonly required?: boolean;
  readonly example?: string | number | boolean;
}

/** The longest name that a ref, job, branch or project may have; GitLab's columns hold 255 characters. */
export const NAME_MAX = 255;

type Decorator = PropertyDecorator;

const FILTER = 'holdpoint:filter';

/** In a query a blank text or date does not filter, as in GitLab; {@link isFilter} tells whoever reads the input before it is validated. */
const filter = (required: boolean | undefined): Decorator => Reflect.metadata(FILTER, required !== true) as Decorator;

/** Whether a parameter counts as absent where it is blank in a query. */
export const isFilter = (type: Class<object>, property: string): boolean =>
  Reflect.getMetadata(FILTER, type.prototype as object, property) === true;

const presence = (required: boolean | undefined): Decorator => (required ? IsDefined(MISSING) : IsOptional());
const documented = (options: FieldOptions, schema: object): Decorator =>
  ApiProperty({
    description: options.description,
    required: options.required ?? false,
    ...(options.example === undefined ? {} : { example: options.example }),
    ...schema,
  });
const coerced = (coerce: (value: unknown) => unknown): Decorator =>
  Transform(({ value }: { value: unknown }) => coerce(value));
const coercedUnlessEmpty = (coerce: (value: unknown) => unknown): Decorator =>
  coerced((value) => (value === '' ? undefined : coerce(value)));

/** Templates of other systems send what they have not set as an empty text; nothing must be lost for it. */
export const EmptyIsAbsent = coercedUnlessEmpty(toText);

/** What a text says of itself; `max` is in characters. */
export interface TextOptions extends FieldOptions {
  readonly max?: number;
  readonly empty?: boolean;
}

/** A parameter that is text; an empty one is refused unless `empty` allows it. */
export function TextField(options: TextOptions): Decorator {
  const { max = NAME_MAX, empty = false } = options;
  return applyDecorators(
    presence(options.required),
    filter(options.required),
    coerced(toText),
    IsString(INVALID),
    ...(empty ? [] : [IsNotEmpty(EMPTY)]),
    MaxLength(max, { message: `is too long (maximum is ${max} characters)` }),
    documented(options, { type: String, maxLength: max, ...(empty ? {} : { minLength: 1 }) }),
  );
}

/** What a validator says of itself where GitLab's model, and not its API, refuses the value. */
export interface ModelRule {
  readonly refusedAs: ErrorCode;
}

/**
 * A parameter that is an http or https address. Source: GitLab's rule for `target_url`, 255 characters. With `refusedAs`
 * an address that is none is an error of the model, which says the field apart from the text.
 */
export function UrlField(options: FieldOptions & Partial<ModelRule>): Decorator {
  const rule = options.refusedAs && { context: { refusedAs: options.refusedAs } satisfies ModelRule };
  const format = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
  return applyDecorators(
    presence(options.required),
    EmptyIsAbsent,
    IsString(INVALID),
    MaxLength(NAME_MAX, { message: `is too long (maximum is ${NAME_MAX} characters)`, ...rule }),
    IsUrl(format, { message: 'is blocked: Only allowed schemes are http, https', ...rule }),
    documented(options, { type: String, format: 'uri', pattern: '^([hH][tT][tT][pP][sS]?://.*)?$', maxLength: NAME_MAX }),
  );
}

/** A parameter that takes one of a few words. */
export function WordField(options: FieldOptions & { readonly words: readonly string[] }): Decorator {
  return applyDecorators(
    presence(options.required),
    coerced(toText),
    IsIn(options.words, NO_VALID_VALUE),
    documented(options, { enum: [...options.words] }),
  );
}

/** A parameter that takes any number of a few words; with `commas` also as one text. */
export function WordListField(options: FieldOptions & { readonly words: readonly string[]; readonly commas?: boolean }): Decorator {
  return applyDecorators(
    presence(options.required),
    coerced(options.commas ? toCommaList : toList),
    IsArray(INVALID),
    IsIn(options.words, { ...NO_VALID_VALUE, each: true }),
    documented(options, { enum: [...options.words], isArray: true }),
  );
}

/** A parameter that is a list of texts. */
export function TextListField(options: FieldOptions): Decorator {
  return applyDecorators(
    presence(options.required),
    coerced(toList),
    IsArray(INVALID),
    IsString({ ...INVALID, each: true }),
    MaxLength(NAME_MAX, { ...INVALID, each: true }),
    documented(options, { type: String, isArray: true }),
  );
}

/** A parameter that is a boolean. */
export function BooleanField(options: FieldOptions): Decorator {
  return applyDecorators(
    presence(options.required),
    coercedUnlessEmpty(toBoolean),
    IsBoolean(INVALID),
    documented(options, { type: Boolean }),
  );
}

/** A parameter that is a whole number within bounds. */
export function IntegerField(options: FieldOptions & { readonly min: number; readonly max: number }): Decorator {
  const bounds = `must be between ${options.min} and ${options.max}`;
  return applyDecorators(
    presence(options.required),
    coercedUnlessEmpty(toInteger),
    IsInt(INVALID),
    Min(options.min, { message: bounds }),
    Max(options.max, { message: bounds }),
    documented(options, { type: 'integer', minimum: options.min, maximum: options.max }),
  );
}

/** A parameter that is a percentage, with or without a fraction; one out of its bounds is an error of the model. */
export function PercentField(options: FieldOptions & ModelRule): Decorator {
  const rule = { context: { refusedAs: options.refusedAs } satisfies ModelRule };
  return applyDecorators(
    presence(options.required),
    coercedUnlessEmpty(toNumber),
    IsNumber({}, INVALID),
    Min(0, { message: 'must be greater than or equal to 0', ...rule }),
    Max(100, { message: 'must be less than or equal to 100', ...rule }),
    documented(options, { type: Number, minimum: 0, maximum: 100 }),
  );
}

/** What the document says of the number of a row; a larger one would be another number once it is read. */
const ROW_NUMBER = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

/** A parameter that is the number of a row. */
export function IdField(options: FieldOptions): Decorator {
  return applyDecorators(
    presence(options.required),
    coercedUnlessEmpty(toInteger),
    IsInt(INVALID),
    Min(1, INVALID),
    Max(Number.MAX_SAFE_INTEGER, INVALID),
    documented(options, ROW_NUMBER),
  );
}

/** A parameter that is any number of numbers of rows, as a list or with commas between them. */
export function IdListField(options: FieldOptions): Decorator {
  return applyDecorators(
    presence(options.required),
    coerced(toIds),
    IsArray(INVALID),
    IsInt({ ...INVALID, each: true }),
    Min(1, { ...INVALID, each: true }),
    Max(Number.MAX_SAFE_INTEGER, { ...INVALID, each: true }),
    documented(options, { type: 'array', items: ROW_NUMBER }),
  );
}

/** As in GitLab an empty list does not filter. */
function toIds(value: unknown): unknown {
  const list = toCommaList(value);
  if (!Array.isArray(list)) return list;
  const ids = list.filter((item) => item !== '').map(toInteger);
  return ids.length === 0 ? undefined : ids;
}

/** A parameter that is an instant in ISO 8601; the property holds epoch milliseconds. */
export function TimestampField(options: FieldOptions): Decorator {
  return applyDecorators(
    presence(options.required),
    filter(options.required),
    coercedUnlessEmpty(toInstant),
    IsInt(INVALID),
    documented(options, { type: String, format: 'date-time' }),
  );
}

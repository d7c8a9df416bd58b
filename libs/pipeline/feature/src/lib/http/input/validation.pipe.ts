import { ValidationPipe, type ArgumentMetadata, type Type } from '@nestjs/common';
import type { ValidationError, ValidatorOptions } from 'class-validator';
import { ApiError } from '../error/api-error';
import { describeProblems } from '../error/describe-problems';
import { isFilter, type ModelRule } from './dto-fields';
import { parametersOf, pickParameters } from './pick-parameters';
import { rulesOfPresent } from './rules-of-present';

/**
 * Validates only what the class of the parameters knows, so that the cost does not grow with what it does not. What a
 * decorator of ours hands over, such as the row of a project, comes from no client and has no rules: it stays as it is.
 */
class ParameterPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const type = metadata.metatype as Type<object> | undefined;
    if (type === undefined || parametersOf(type).length === 0) return metadata.type === 'custom' ? value : super.transform(value, metadata);
    if (typeof value !== 'object' || value === null) return super.transform(value, metadata);
    const picked = pickParameters(type, value);
    return super.transform(metadata.type === 'query' ? withoutBlankFilters(type, picked) : picked, metadata);
  }

  protected override validate(input: object, options?: ValidatorOptions): Promise<ValidationError[]> | ValidationError[] {
    return super.validate(input, { ...options, ...rulesOfPresent(input) });
  }
}

const withoutBlankFilters = (type: Type<object>, picked: object): object =>
  Object.fromEntries(Object.entries(picked).filter(([name, value]) => !(isBlank(value) && isFilter(type, name))));

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** The one validation of parameters: unknown keys are ignored, every problem is listed in GitLab's words. */
export function createValidationPipe(): ValidationPipe {
  return new ParameterPipe({
    transform: true,
    whitelist: true,
    stopAtFirstError: true,
    validateCustomDecorators: true,
    exceptionFactory: (errors) => modelError(errors) ?? new ApiError('parameters_invalid', { problems: describeProblems(errors) }),
  });
}

/** As in GitLab, a model is only asked once the API has nothing against the parameters: then one field of it is wrong. */
function modelError([error, ...others]: readonly ValidationError[]): ApiError | undefined {
  const [[name, rule] = []] = Object.entries((error?.contexts ?? {}) as Record<string, ModelRule>);
  if (!error || name === undefined || rule === undefined || others.length > 0) return undefined;
  return new ApiError(rule.refusedAs, { problems: [error.constraints?.[name] ?? ''] });
}

import { ValidationPipe } from '@nestjs/common';
import { ApiError } from '../error/api-error';
import { describeProblems } from '../error/describe-problems';

/** The one validation of parameters: unknown keys are ignored, every problem is listed in GitLab's words. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    stopAtFirstError: true,
    validateCustomDecorators: true,
    exceptionFactory: (errors) => new ApiError('parameters_invalid', { problems: describeProblems(errors) }),
  });
}

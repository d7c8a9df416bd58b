import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ErrorCode } from '@holdpoint/pipeline-contract';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../error/api-error';

const NOT_FOUND = {
  pipeline_id: 'pipeline_not_found',
  job_id: 'job_not_found',
  environment_id: 'environment_not_found',
  deployment_id: 'deployment_not_found',
  hook_id: 'hook_not_found',
  receiver_id: 'receiver_not_found',
  registry_id: 'registry_not_found',
  delivery_id: 'hook_delivery_not_found',
  user_id: 'user_not_found',
  token_id: 'token_not_found',
} as const satisfies Record<string, ErrorCode>;

/** The parameters of addresses that number rows. */
export type IdName = keyof typeof NOT_FOUND;

/**
 * Reads the number of a row out of an address. Only its plain spelling is taken, so that a thing has one address;
 * a number that no row can have names nothing.
 */
export function parseId(text: string, name: IdName): number {
  if (!/^(0|[1-9]\d*)$/.test(text)) throw new ApiError('parameters_invalid', { problems: [`${name} is invalid`] });
  const id = Number(text);
  if (!Number.isSafeInteger(id)) throw new ApiError(NOT_FOUND[name]);
  return id;
}

/** The number in an address, as {@link parseId} reads it. */
export const PathId = createParamDecorator((name: IdName, context: ExecutionContext): number => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
  return parseId(params[name] ?? '', name);
});

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The parameters of a request that changes something: query and body together; the body wins, as in GitLab. */
export const Input = createParamDecorator((_data: unknown, context: ExecutionContext): object => {
  const { query, body } = context.switchToHttp().getRequest<FastifyRequest>();
  return { ...asObject(query), ...asObject(body) };
});

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

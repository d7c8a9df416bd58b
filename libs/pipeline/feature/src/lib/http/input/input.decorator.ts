import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The parameters of a request that changes something: query and body together; the body wins, as in GitLab. */
export const inputOf = ({ query, body }: FastifyRequest): Readonly<Record<string, unknown>> => ({ ...asObject(query), ...asObject(body) });

/** What {@link inputOf} reads, for a controller. */
export const Input = createParamDecorator((_data: unknown, context: ExecutionContext): object => inputOf(context.switchToHttp().getRequest<FastifyRequest>()));

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

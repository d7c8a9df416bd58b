import type { FastifyRequest } from 'fastify';

/** GitLab's names of tokens among parameters. */
const NAMES = ['private_token', 'access_token', 'job_token'] as const;

/** Whether a request has a token where none is read: addresses get into logs and histories. Nothing is done with it. */
export const hasTokenInAddress = ({ query }: FastifyRequest): boolean =>
  NAMES.some((name) => Object.hasOwn(query as object, name));

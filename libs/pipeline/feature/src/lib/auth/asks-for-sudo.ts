import type { FastifyRequest } from 'fastify';
import { inputOf } from '../http/input/input.decorator';

/**
 * Whether a request is to be done in the name of somebody else: GitLab's header `Sudo` or parameter `sudo`. An empty one
 * names nobody, and still was not meant to be done as the caller; of a body that is not read yet only the query is known.
 */
export function asksForSudo(request: FastifyRequest): boolean {
  const { sudo } = inputOf(request);
  return request.headers['sudo'] !== undefined || (sudo !== undefined && sudo !== null);
}

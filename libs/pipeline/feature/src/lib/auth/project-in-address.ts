import { isUnsafeText } from '@holdpoint/kernel';
import type { FastifyRequest } from 'fastify';

/** Every address within a project begins so. */
const PROJECT = '/api/v4/projects/:id';

/** Whether the route of a request is within a project. */
export function isInProject({ routeOptions: { url = '' } }: FastifyRequest): boolean {
  return url === PROJECT || url.startsWith(`${PROJECT}/`);
}

/** The project in the address by id or path; null when it names none, or none that could be there. */
export function projectInAddress(request: FastifyRequest): number | string | null {
  if (!isInProject(request)) return null;
  const { id = '' } = request.params as { readonly id?: string };
  // Looked up together with others' projects: a text that the database refuses would fail them all.
  if (isUnsafeText(id)) return null;
  if (!/^\d+$/.test(id)) return id;
  return Number.isSafeInteger(Number(id)) ? Number(id) : null;
}

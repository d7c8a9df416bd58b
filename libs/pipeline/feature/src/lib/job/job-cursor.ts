import type { JobId } from '@holdpoint/pipeline-domain';
import { ApiError } from '../http/error/api-error';

/** Writes the place of a job as text for a link. */
export const writeJobCursor = (id: JobId): string => Buffer.from(String(id)).toString('base64url');

/** Reads what {@link writeJobCursor} has written; throws the coded error for anything else. */
export function readJobCursor(text: string): JobId {
  const id = Buffer.from(text, 'base64url').toString();
  if (/^[1-9]\d{0,15}$/.test(id) && Number.isSafeInteger(Number(id))) return Number(id);
  throw new ApiError('parameters_invalid', { problems: ['cursor is invalid'] });
}

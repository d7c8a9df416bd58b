import type { CallbackCursor, CallbackFilter } from '@holdpoint/pipeline-persistence';
import { isUUID } from 'class-validator';
import { ApiError } from '../http/error/api-error';
import type { CallbackListQueryDto } from './callback-list.dto';

/** Reads which callbacks a list is to show. */
export const toCallbackFilter = (query: CallbackListQueryDto): CallbackFilter => ({
  ...(query.job_id === undefined ? {} : { jobId: query.job_id }),
  ...(query.pipeline_id === undefined ? {} : { pipelineId: query.pipeline_id }),
  ...(query.verdict?.length ? { verdicts: query.verdict } : {}),
  ...(query.received_after === undefined ? {} : { receivedAfter: query.received_after }),
  ...(query.received_before === undefined ? {} : { receivedBefore: query.received_before }),
  ...(query.actor === undefined ? {} : { actor: query.actor }),
  ...(query.provider === undefined ? {} : { provider: query.provider }),
});

/** Writes the place of a callback as text for a link. */
export const writeCursor = ({ receivedAt, id }: CallbackCursor): string =>
  Buffer.from(JSON.stringify([receivedAt, id])).toString('base64url');

/** Reads what {@link writeCursor} has written; throws the coded error for anything else. */
export function readCursor(text: string): CallbackCursor {
  const [receivedAt, id, ...more] = partsOf(text);
  if (isInstant(receivedAt) && isUUID(id) && more.length === 0) return { receivedAt, id: id as string };
  throw new ApiError('parameters_invalid', { problems: ['cursor is invalid'] });
}

/** The end of the year 9999, in epoch milliseconds: PostgreSQL refuses what is far outside. */
const INSTANT_MAX = 253_402_300_799_999;

const isInstant = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= INSTANT_MAX;

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

import type { ErrorCode } from '@holdpoint/pipeline-contract';
import { ApiError } from '../http/error/api-error';
import { toApiError } from '../http/error/to-api-error';

/** Errors that say that nothing was changed. */
const NOTHING_CHANGED: readonly ErrorCode[] = ['busy', 'unavailable', 'stopping'];

/**
 * Does what follows a change, such as reading what it is answered with. A database that is lost between the two has the
 * change: whoever was told otherwise would make a second pipeline.
 */
export async function afterChange<T>(following: Promise<T>): Promise<T> {
  try {
    return await following;
  } catch (thrown) {
    const error = toApiError(thrown);
    throw NOTHING_CHANGED.includes(error.code) ? new ApiError('outcome_unknown', {}, { cause: thrown }) : error;
  }
}

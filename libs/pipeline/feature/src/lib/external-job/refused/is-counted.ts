import { toBoolean } from '../../http/input/coerce';
import { inputOf } from '../../http/input/input.decorator';
import type { ReceivingRequest } from './receiving-request';
import { PIPELINE_CALLBACK } from './receiving-routes';

/**
 * Whether a call to a receiver that is answered by a refusal of this status is counted among the refused ones. A failure of
 * ours is no refusal, and a report that is stored is counted in the ledger. A dry run is counted nowhere, unless it is a
 * stranger's: nobody is to hide their tries by a word.
 */
export function isCounted(request: ReceivingRequest, receiver: string, status: number): boolean {
  if (status >= 500 || request.isInLedger) return false;
  return status === 401 || receiver !== PIPELINE_CALLBACK || !isDryRun(request);
}

/** Of a body that cannot be read only the query is known. */
const isDryRun = (request: ReceivingRequest): boolean => toBoolean(inputOf(request)['dry_run']) === true;

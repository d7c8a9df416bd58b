import type { CallbackMatch } from '../external-job/callback-match';
import type { JobId } from '../processing/pipeline-facts';
import type { Status } from '../status/status';

/** What became of a command. */
export type CommandResult =
  | { readonly type: 'done'; readonly jobIds: readonly JobId[] }
  | { readonly type: 'matched'; readonly match: CallbackMatch }
  | { readonly type: 'refused'; readonly refusal: CommandRefusal; readonly transition?: IllegalTransition };

/** An event that the job's status does not allow. */
export interface IllegalTransition {
  readonly event: string;
  readonly from: Status;
}

/** Why a command was refused; nothing was changed. */
export type CommandRefusal =
  | 'job_not_found'
  | 'job_not_playable'
  | 'job_not_retryable'
  | 'job_not_cancelable'
  | 'pipeline_not_cancelable'
  | 'bridge_canceled'
  | 'illegal_event'
  | 'name_taken'
  | 'too_many_jobs';

/** A command that was carried out, with the jobs it made or moved. */
export const done = (jobIds: readonly JobId[] = []): CommandResult => ({ type: 'done', jobIds });

/** A command that was refused; `transition` is the one that is not allowed. */
export const refused = (refusal: CommandRefusal, transition?: IllegalTransition): CommandResult => ({
  type: 'refused',
  refusal,
  ...(transition && { transition }),
});

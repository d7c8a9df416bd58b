import type { CallbackMatch } from '../external-job/callback-match';
import type { JobId } from '../processing/pipeline-facts';

/** What became of a command. */
export type CommandResult =
  | { readonly type: 'done'; readonly jobIds: readonly JobId[] }
  | { readonly type: 'matched'; readonly match: CallbackMatch }
  | { readonly type: 'refused'; readonly refusal: CommandRefusal };

/** Why a command was refused; nothing was changed. */
export type CommandRefusal =
  | 'job_not_found'
  | 'job_not_playable'
  | 'job_not_retryable'
  | 'job_not_cancelable'
  | 'pipeline_not_cancelable'
  | 'bridge_canceled'
  | 'illegal_event';

/** A command that was carried out, with the jobs it made or moved. */
export const done = (jobIds: readonly JobId[] = []): CommandResult => ({ type: 'done', jobIds });

/** A command that was refused. */
export const refused = (refusal: CommandRefusal): CommandResult => ({ type: 'refused', refusal });

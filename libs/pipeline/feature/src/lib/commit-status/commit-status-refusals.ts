import type { CommitStatusRefusal } from '@holdpoint/pipeline-application';
import { commitStatusWord, type CiModel, type IllegalTransition } from '@holdpoint/pipeline-domain';
import { refusalError } from '../core/refusals';
import { ApiError } from '../http/error/api-error';

/** The error that answers a commit status which was not taken. */
export function commitStatusError({ code, transition }: CommitStatusRefusal, model: CiModel): ApiError {
  if (code === 'illegal_event' && transition) {
    return illegalTransition(transition, model, `Status cannot transition via "${transition.event}"`);
  }
  switch (code) {
    case 'commit_pipeline_not_found':
    case 'commit_branch_not_found':
    case 'commit_status_in_progress':
      return new ApiError(code);
    default:
      return refusalError(code);
  }
}

/** The text of GitLab's state machines, which senders show to people as it is. */
export function illegalTransition({ event, from }: IllegalTransition, { statuses }: CiModel, reason: string): ApiError {
  const problem = `Cannot transition status via :${event} from :${commitStatusWord(statuses, from)} (Reason(s): ${reason})`;
  return new ApiError('transition_illegal', { problem });
}

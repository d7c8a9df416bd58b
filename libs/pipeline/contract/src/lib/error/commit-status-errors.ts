import { define } from './define-errors';

/** Why a commit status is not taken, in GitLab's words. */
export const commitStatusErrors = define({
  commit_branch_not_found: {
    status: 404,
    form: 'message',
    text: '404 References for commit Not Found',
    action: 'Give a ref: no branch holds the commit any more.',
  },
  commit_pipeline_not_found: {
    status: 404,
    form: 'message',
    text: '404 Pipeline for pipeline_id, sha and ref Not Found',
    action: 'Leave pipeline_id out, or name a pipeline of this commit and ref.',
  },
  transition_illegal: {
    status: 400,
    form: 'message',
    text: '{problem}',
    action: 'Report a state that can follow on the present one; the present one is in the text.',
  },
  name_taken: {
    status: 400,
    form: 'fields',
    field: 'name',
    text: 'has already been taken',
    action: 'Report the commit status by a name that no other job of the pipeline has.',
  },
  target_url_invalid: {
    status: 400,
    form: 'fields',
    field: 'target_url',
    text: '{problems}',
    action: 'Give an http or https address of at most 255 characters.',
  },
  coverage_invalid: {
    status: 400,
    form: 'fields',
    field: 'coverage',
    text: '{problems}',
    action: 'Give a percentage: a number from 0 to 100.',
  },
  commit_status_in_progress: {
    status: 409,
    form: 'message',
    text: 'Another update to this commit status is in progress',
    action: 'Send the same request again after the seconds in Retry-After; nothing was changed.',
    retryAfterS: 1,
  },
  job_limit_reached: {
    status: 422,
    form: 'message',
    text: 'The number of jobs has exceeded the limit',
    action: 'Leave pipeline_id out: a pipeline that is full is passed over then.',
  },
});

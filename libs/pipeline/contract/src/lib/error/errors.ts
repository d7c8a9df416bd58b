import { accessErrors } from './access-errors';
import { commitStatusErrors } from './commit-status-errors';
import { define } from './define-errors';
import { lookupErrors } from './lookup-errors';
import { receiverErrors } from './receiver-errors';
import { serverErrors } from './server-errors';

const parameterErrors = define({
  parameters_invalid: {
    status: 400,
    form: 'error',
    text: '{problems}',
    action: 'Correct the parameters that the text names; several are separated by commas.',
  },
  body_malformed: {
    status: 400,
    form: 'error',
    text: 'message body does not match declared format: {problem}',
    action: 'Send a body that is what its Content-Type says, in UTF-8, and not nested too deeply.',
  },
  text_unsafe: {
    status: 400,
    form: 'error',
    text: '{param} is invalid: it holds a NUL character or half of a surrogate pair',
    action: 'Send well-formed Unicode text without NUL characters.',
  },
  address_malformed: {
    status: 400,
    form: 'error',
    text: '400 Bad Request',
    action: 'Percent-encode the address; a path in it needs %2F for every slash.',
  },
  content_length_wrong: {
    status: 400,
    form: 'error',
    text: '400 Bad Request',
    action: 'Say in Content-Length how many bytes the body has, or leave it to the HTTP client.',
  },
  request_timed_out: {
    status: 408,
    form: 'error',
    text: '408 Request Timeout',
    action: 'Send the whole request at once.',
  },
  body_too_large: {
    status: 413,
    form: 'error',
    text: '413 Request Entity Too Large',
    action: 'Send less at a time.',
  },
  address_too_long: {
    status: 414,
    form: 'error',
    text: '414 URI Too Long',
    action: 'Move parameters into the body, or name the project by its number.',
  },
  rate_limited: {
    status: 429,
    form: 'message',
    text: '429 Too Many Requests',
    action: 'Send the token of a known user; calls without one from this address are heard again after the seconds in Retry-After.',
    retryAfterS: 60,
  },
  content_type_unsupported: {
    status: 415,
    form: 'error',
    text: 'The provided content-type is not supported.',
    action: 'Send application/json, application/x-www-form-urlencoded or multipart/form-data.',
  },
  content_encoding_unsupported: {
    status: 415,
    form: 'error',
    text: 'The provided content-encoding is not supported.',
    action: 'Send the body as it is, without Content-Encoding.',
  },
  host_missing: {
    status: 400,
    form: 'error',
    text: 'The header Host is missing.',
    action: 'Name the host in the header Host, as HTTP/1.1 requires.',
  },
  host_repeated: {
    status: 400,
    form: 'error',
    text: 'The header Host is there more than once.',
    action: 'Send one header Host, as HTTP/1.1 requires.',
  },
  expectation_unsupported: {
    status: 417,
    form: 'error',
    text: '417 Expectation Failed',
    action: 'Send no Expect, or Expect: 100-continue.',
  },
});

const domainErrors = define({
  job_not_playable: {
    status: 400,
    form: 'message',
    text: '400 Bad request - Unplayable Job',
    action: 'Play only a manual or delayed job that waits, or one that has ended.',
  },
  pipeline_not_ended: {
    status: 409,
    form: 'message',
    text: '409 Conflict - The pipeline is being canceled: other systems have not said yet that they have stopped',
    action: 'Send the same request again when the pipeline is canceled, at the latest after the grace period of its hooks; nothing was deleted.',
  },
  event_illegal: {
    status: 400,
    form: 'message',
    text: '400 Bad request - The job has no such transition from its status',
    action: 'Fire an event that the state machine of the job has for its present status.',
  },
  path_taken: {
    status: 400,
    form: 'fields',
    field: 'path',
    text: 'has already been taken',
    action: 'Choose another name or path.',
  },
  namespace_invalid: {
    status: 400,
    form: 'fields',
    field: 'namespace',
    text: 'is not valid',
    action: 'Leave namespace_id out, or give your own number: projects are made in the namespace of their maker.',
  },
  commit_refused: {
    status: 400,
    form: 'message',
    text: '{problem}',
    action: 'Correct the branch or the actions as the text says.',
  },
  variables_duplicate: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: '{problems}',
    action: 'Give each variable once.',
  },
  default_branch_not_found: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: '{problems}',
    action: 'Name a branch of the project, or make it first.',
  },
  reference_not_found: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: 'Reference not found',
    action: 'Name a branch of the project.',
  },
  config_missing: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: 'Missing CI config file',
    action: 'Commit a .gitlab-ci.yml to the branch.',
  },
  config_invalid: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: '{problems}',
    action: 'Correct the configuration; POST /projects/:id/ci/lint shows every problem with its line.',
  },
  hook_url_blocked: {
    status: 422,
    form: 'fields',
    field: 'url',
    text: 'is blocked',
    action: 'Use a public http or https address, or have the operator allow it in HOLDPOINT_HOOK_ALLOW.',
  },
  hook_disabled: {
    status: 409,
    form: 'message',
    text: '409 Conflict - The hook is disabled',
    action: 'Enable the hook with PUT and enabled=true, then have the message sent again; nothing was changed.',
  },
  hook_limit_reached: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: 'Maximum number of external hooks (20) exceeded',
    action: 'Remove a hook, or give one of them more events.',
  },
  idempotency_key_reused: {
    status: 422,
    form: 'message',
    text: '422 Unprocessable Entity - The Idempotency-Key was used for another request',
    action: 'Take a new key for every request, and the same key only to repeat it.',
  },
  idempotency_in_progress: {
    status: 409,
    form: 'message',
    text: '409 Conflict - The first request with this Idempotency-Key is not answered yet',
    action: 'Send the same request again after the seconds in Retry-After.',
    retryAfterS: 1,
  },
  pipeline_filtered: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: '{problems}',
    action: 'Change the rules, or the ref and variables that they ask for.',
  },
});

/**
 * Every error that the API answers: the one table from which bodies, status codes and documentation are made.
 * A code is never used again for something else.
 */
export const ERRORS = {
  ...parameterErrors,
  ...accessErrors,
  ...lookupErrors,
  ...domainErrors,
  ...commitStatusErrors,
  ...receiverErrors,
  ...serverErrors,
} as const;

/** A key of {@link ERRORS}; it is sent in the header `X-Error-Code`. */
export type ErrorCode = keyof typeof ERRORS;

import { define } from './define-errors';

/** The part of the table of errors that is about who calls, and about users, members and tokens. */
export const accessErrors = define({
  unauthorized: {
    status: 401,
    form: 'message',
    text: '401 Unauthorized',
    action: 'Send the token in the header PRIVATE-TOKEN, or as Authorization: Bearer.',
  },
  token_in_address: {
    status: 401,
    form: 'message',
    text: '401 Unauthorized - A token in the address is not taken',
    action: 'Send it in the header PRIVATE-TOKEN, or as Authorization: Bearer; revoke this one, as addresses are kept in logs.',
  },
  token_revoked: {
    status: 401,
    form: 'oauth',
    oauth: { error: 'invalid_token' },
    text: 'Token was revoked. You have to re-authorize from the user.',
    action: 'Use another token.',
  },
  token_expired: {
    status: 401,
    form: 'oauth',
    oauth: { error: 'invalid_token' },
    text: 'Token is expired. You can either do re-authorization or token refresh.',
    action: 'Make a new token.',
  },
  account_blocked: {
    status: 403,
    form: 'message',
    text: '403 Forbidden - Your account has been blocked.',
    action: 'Ask an administrator.',
  },
  insufficient_scope: {
    status: 403,
    form: 'oauth',
    oauth: { error: 'insufficient_scope', scope: 'api' },
    text: 'The request requires higher privileges than provided by the access token.',
    action: 'Use a token with the scope api; read_api only reads.',
  },
  sudo_unsupported: {
    status: 403,
    form: 'message',
    text: '403 Forbidden - Sudo is not offered here: nobody acts in the name of another',
    action: 'Leave Sudo out, or use a token of that user: an administrator makes one with POST /users/:user_id/personal_access_tokens.',
  },
  forbidden: {
    status: 403,
    form: 'message',
    text: '403 Forbidden',
    action: 'Ask a maintainer of the project for a higher access level, or an administrator.',
  },
  user_not_found: {
    status: 404,
    form: 'message',
    text: '404 User Not Found',
    action: 'Use the id of a user; GET /users?username= finds it.',
  },
  member_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id of a user who is a member of this project.',
  },
  token_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id of a token that you may see.',
  },
  token_out_of_reach: {
    status: 401,
    form: 'message',
    text: '401 Unauthorized',
    action: 'Ask for tokens of your own: only administrators see those of others. GitLab answers 401 here too.',
  },
  token_ended: {
    status: 400,
    form: 'message',
    text: '400 Bad request - The token is revoked or expired',
    action: 'Make a new token: only an active one can be rotated.',
  },
  username_taken: {
    status: 409,
    form: 'message',
    text: 'Username has already been taken',
    action: 'Choose another username.',
  },
  member_exists: {
    status: 409,
    form: 'message',
    text: 'Member already exists',
    action: 'Change the access level with PUT.',
  },
  level_above_own: {
    status: 400,
    form: 'message',
    text: "400 Bad request - Access level of the token can't be greater the access level of the user who created the token",
    action: 'Ask for a level that is not above your own.',
  },
  level_out_of_reach: {
    status: 403,
    form: 'message',
    text: '403 Forbidden - You may not give, change or take away an access level above your own',
    action: 'Ask somebody who has that level in the project, or an administrator.',
  },
  namespace_holder_stays: {
    status: 403,
    form: 'message',
    text: '403 Forbidden - The project is in the namespace of this user, who stays its owner',
    action: 'Leave this member as they are; block the user (POST /users/:id/block) if they are to do nothing any more.',
  },
  expiry_invalid: {
    status: 400,
    form: 'fields',
    field: 'expires_at',
    text: 'must be after today and at most 365 days away',
    action: 'Name a day between tomorrow and a year from now.',
  },
});


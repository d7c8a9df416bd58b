import { define } from './define-errors';

/** The part of the table of errors that is about receivers and what is sent to them. */
export const receiverErrors = define({
  event_malformed: {
    status: 400,
    form: 'error',
    text: '{problem}',
    action: 'Check that the provider of the receiver is the one whose events are sent to it.',
  },
  receiver_name_taken: {
    status: 400,
    form: 'fields',
    field: 'name',
    text: 'has already been taken',
    action: 'Choose another name.',
  },
  receiver_limit_reached: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: 'Maximum number of receivers (100) exceeded',
    action: 'Remove a receiver; several clusters may report to one.',
  },
  delivery_unauthorized: {
    status: 401,
    form: 'message',
    text: '401 Unauthorized',
    action: 'Take the address, the token and the header of a receiver that is enabled; sign the very bytes that are sent.',
  },
  receiver_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id of a receiver of this project.',
  },
  registry_exists: {
    status: 400,
    form: 'fields',
    field: 'repository',
    text: 'has already been taken',
    action: 'Remove the registry first to give it other credentials.',
  },
  artifact_revision_limit_reached: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: 'Maximum number of revisions of a digest (100) exceeded',
    action: 'Have the build put its commit into the artifact: then every commit has a digest of its own.',
  },
  registry_limit_reached: {
    status: 400,
    form: 'fields',
    field: 'base',
    text: 'Maximum number of registries (10) exceeded',
    action: 'Remove a registry: each is asked for every digest that nobody has registered.',
  },
  registry_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id of a registry of this project.',
  },
});

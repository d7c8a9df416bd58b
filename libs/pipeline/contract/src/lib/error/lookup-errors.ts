import { define } from './define-errors';

/** The part of the table of errors that is about what was asked for and is not there, or not by that method. */
export const lookupErrors = define({
  pipeline_missing: {
    status: 403,
    form: 'message',
    text: '403 Forbidden',
    action: 'Create a pipeline for the ref first. GitLab answers 403 here too.',
  },
  job_not_retryable: {
    status: 403,
    form: 'message',
    text: '403 Forbidden - Job is not retryable',
    action: 'Wait until the job has ended, and retry its latest attempt.',
  },
  job_not_erasable: {
    status: 403,
    form: 'message',
    text: '403 Forbidden - Job is not erasable!',
    action: 'Leave it: no job has a log or artifacts here.',
  },
  route_not_found: {
    status: 404,
    form: 'error',
    text: '404 Not Found',
    action: 'Look the address and the method up in /api/docs.',
  },
  method_not_allowed: {
    status: 405,
    form: 'error',
    text: '405 Not Allowed',
    action: 'Take one of the methods in the header Allow.',
  },
  project_not_found: {
    status: 404,
    form: 'message',
    text: '404 Project Not Found',
    action: 'Use the number of a project, or its full path with %2F for every slash.',
  },
  pipeline_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id (not the iid) of a pipeline of this project.',
  },
  job_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id of a job of this project.',
  },
  callback_not_found: {
    status: 404,
    form: 'message',
    text: '404 Callback Not Found',
    action: 'Use the callback_id of a callback of this project; old ones are deleted.',
  },
  hook_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id of an external hook of this project.',
  },
  hook_delivery_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id of a delivery of this hook.',
  },
  resource_group_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the key of a resource group that a pipeline of this project has named, with %2F for every slash.',
  },
  environment_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id of an environment that a pipeline of this project has named.',
  },
  deployment_not_found: {
    status: 404,
    form: 'message',
    text: '404 Not found',
    action: 'Use the id (not the iid) of a deployment of this project.',
  },
  commit_not_found: {
    status: 404,
    form: 'message',
    text: '404 Commit Not Found',
    action: 'Use the full sha of a commit, or the name of a branch.',
  },
  branch_not_found: {
    status: 404,
    form: 'message',
    text: '404 Branch Not Found',
    action: 'Use the name of a branch of this project.',
  },
  file_not_found: {
    status: 404,
    form: 'message',
    text: '404 File Not Found',
    action: 'Use the path of a file that the ref holds, with %2F for every slash.',
  },
});

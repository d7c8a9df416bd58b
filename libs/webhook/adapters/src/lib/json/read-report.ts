import type { Result } from '@holdpoint/kernel';
import type { ExternalEvent, Progress, RevisionClaims } from '@holdpoint/pipeline-domain';
import type { MalformedDelivery } from '../event-adapter';
import { readFields, type FieldReader } from '../reading/field-reader';
import { DESCRIPTION_MAX, TEXT, TIMESTAMP, wholeNumber } from '../reading/field-type';
import { storableText } from '../reading/storable-text';
import { readSubject } from './read-subject';
import { DIGEST, SHA, STATE, WEB_ADDRESS } from './report-types';

/** `job_status` is what the callback endpoint calls it. */
const STATE_NAMES = ['state', 'status', 'job_status'];

/**
 * Reads a report in our own words: a state; a job, named as in a callback, or an object that jobs watch; a sha or a
 * digest; how far the work has come. Keys that are not known are ignored, since other systems template freely. `what` names
 * the value in the problem.
 */
export const readReport = (value: unknown, what: string): Result<ExternalEvent, MalformedDelivery> =>
  readFields(value, what, (fields) => ({
    subject: readSubject(fields),
    outcome: fields.aliased(STATE_NAMES, STATE) ?? fields.refuse(`state is missing: it must be ${STATE.is}`),
    progress: readProgress(fields),
    revision: readRevision(fields),
    occurredAt: fields.optional('occurred_at', TIMESTAMP),
  }));

function readProgress(fields: FieldReader): Progress {
  const description = fields.optional('description', TEXT);
  return {
    percent: fields.optional('percent', wholeNumber(0, 100)),
    description: description === null ? null : storableText(description, DESCRIPTION_MAX),
    targetUrl: fields.optional('target_url', WEB_ADDRESS),
  };
}

const readRevision = (fields: FieldReader): RevisionClaims => ({
  sha: fields.optional('sha', SHA),
  digest: fields.optional('digest', DIGEST),
  claimed: [],
  unusable: null,
});

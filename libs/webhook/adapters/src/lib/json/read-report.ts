import { isJsonObject, type Result } from '@holdpoint/kernel';
import { NO_REVISION, type ExternalEvent, type Progress, type RevisionClaims } from '@holdpoint/pipeline-domain';
import type { MalformedDelivery } from '../event-adapter';
import { readFields, type FieldReader } from '../reading/field-reader';
import { DESCRIPTION_MAX, TEXT, TIMESTAMP, wholeNumber } from '../reading/field-type';
import { storableText } from '../reading/storable-text';
import { readSubject } from './read-subject';
import { DIGEST, SHA, STATE, WEB_ADDRESS } from './report-types';

/** `job_status` is what the callback endpoint calls it. */
const STATE_NAMES = ['state', 'status', 'job_status'];

/** Templates send what they have not set as an empty text; the outcome must not be lost for it. */
const ABSENT_WHEN_EMPTY: ReadonlySet<string> = new Set(['percent', 'target_url', 'occurred_at', 'job_id', 'pipeline_id', 'ref', 'match_key']);

/**
 * Reads a report in our own words: a state; a job, named as in a callback, or an object that jobs watch; a sha or a
 * digest; how far the work has come. Keys that are not known are ignored, since other systems template freely. `what` names
 * the value in the problem.
 */
export const readReport = (value: unknown, what: string): Result<ExternalEvent, MalformedDelivery> =>
  readFields(withoutEmpty(value), what, (fields) => ({
    subject: readSubject(fields),
    outcome: fields.aliased(STATE_NAMES, STATE) ?? fields.refuse(`state is missing: it must be ${STATE.is}`),
    progress: readProgress(fields),
    revision: readRevision(fields),
    occurredAt: fields.optional('occurred_at', TIMESTAMP),
  }));

const withoutEmpty = (value: unknown): unknown =>
  isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([name, field]) => field !== '' || !ABSENT_WHEN_EMPTY.has(name))) : value;

function readProgress(fields: FieldReader): Progress {
  const description = fields.optional('description', TEXT);
  return {
    percent: fields.optional('percent', wholeNumber(0, 100)),
    description: description === null ? null : storableText(description, DESCRIPTION_MAX),
    targetUrl: fields.optional('target_url', WEB_ADDRESS),
  };
}

const readRevision = (fields: FieldReader): RevisionClaims => ({
  ...NO_REVISION,
  sha: fields.optional('sha', SHA),
  digest: fields.optional('digest', DIGEST),
});

import { missingKeys, type EventSubject, type JobSubject } from '@holdpoint/pipeline-domain';
import type { FieldReader } from '../reading/field-reader';
import { NAME, wholeNumber } from '../reading/field-type';
import { readObject } from '../reading/read-object';

const JOB_KEYS = ['job_name', 'name', 'job_id', 'pipeline_id', 'ref', 'match_key'];

const NUMBER = wholeNumber(1, Number.MAX_SAFE_INTEGER);

/** Reads what a report is about; not both, since an event about an object cannot be held against the keys of a job. */
export function readSubject(fields: FieldReader): EventSubject {
  const object = fields.nested('object');
  if (object === null) return readJobKeys(fields);
  const [unexpected] = fields.given(JOB_KEYS);
  if (unexpected !== undefined) fields.refuse(`${unexpected} stands beside object: name either an object or a job`);
  return { type: 'object', object: readObject(object) };
}

/** The keys of a callback, by its rules. */
function readJobKeys(fields: FieldReader): JobSubject {
  const subject: JobSubject = {
    type: 'job',
    jobId: fields.optional('job_id', NUMBER),
    jobName: fields.aliased(['job_name', 'name'], NAME),
    pipelineId: fields.optional('pipeline_id', NUMBER),
    ref: fields.optional('ref', NAME),
    matchKey: fields.optional('match_key', NAME),
  };
  const missing = missingKeys(subject, fields.given(['sha', 'digest']));
  if (missing.ref) fields.refuse('ref is missing: sha and ref belong together');
  if (missing.sha) fields.refuse('sha is missing: send sha or digest beside ref');
  if (missing.job) fields.refuse('No job is named: send job_name, job_id, match_key or object');
  if (missing.pipeline) fields.refuse('No pipeline is named: send pipeline_id, or ref and sha or digest, beside job_name');
  return subject;
}

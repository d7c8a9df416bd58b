import type { CommitStatusResponse } from '@holdpoint/pipeline-contract';
import { boolean, integer, nullable, nullableRef, number, objectOf, ref, text, timestamp } from '../schema';

/** The schema of a commit's statuses. */
export const COMMIT_STATUS_SCHEMAS = {
  CommitStatus: objectOf<CommitStatusResponse>({
    id: integer,
    sha: text,
    ref: text,
    status: ref('Status'),
    name: text,
    target_url: nullable(text),
    description: nullable(text),
    created_at: timestamp,
    started_at: nullable(timestamp),
    finished_at: nullable(timestamp),
    allow_failure: boolean,
    coverage: nullable(number),
    pipeline_id: integer,
    author: nullableRef('User'),
  }),
};

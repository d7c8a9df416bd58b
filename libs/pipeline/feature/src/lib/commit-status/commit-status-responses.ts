import type { CommitStatusResponse } from '@holdpoint/pipeline-contract';
import { commitStatusWord, type CiModel } from '@holdpoint/pipeline-domain';
import type { CommitStatusRow } from '@holdpoint/pipeline-persistence';
import { toUser } from '../instance/user-responses';
import { toTimestamp, toTimestampOrNull } from '../view/times';

/** Shows a job of any kind as a status of its commit. */
export const toCommitStatusResponse = (row: CommitStatusRow, { statuses }: CiModel, origin: string): CommitStatusResponse => ({
  id: row.id,
  sha: row.sha,
  ref: row.ref,
  status: commitStatusWord(statuses, row.status),
  name: row.name,
  target_url: row.targetUrl,
  description: row.description,
  created_at: toTimestamp(row.createdAt),
  started_at: toTimestampOrNull(row.startedAt),
  finished_at: toTimestampOrNull(row.finishedAt),
  allow_failure: row.allowFailure,
  coverage: row.coverage,
  pipeline_id: row.pipelineId,
  author: row.author && toUser(row.author, origin),
});

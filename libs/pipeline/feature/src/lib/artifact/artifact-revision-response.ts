import type { ArtifactRevisionResponse } from '@holdpoint/pipeline-contract';
import type { ArtifactRevisionRow } from '@holdpoint/pipeline-persistence';
import { toTimestamp } from '../view/times';

/** Shows what a digest stands for. */
export const toArtifactRevision = (row: ArtifactRevisionRow): ArtifactRevisionResponse => ({
  id: row.id,
  digest: row.digest,
  repository: row.repository,
  sha: row.sha,
  ref: row.ref,
  source: row.source,
  created_by: row.createdBy,
  created_at: toTimestamp(row.createdAt),
});

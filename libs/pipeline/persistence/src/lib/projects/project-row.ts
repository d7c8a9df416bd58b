import type { Instant } from '@holdpoint/kernel';
import type { CallbackMatchPolicy } from '@holdpoint/pipeline-domain';
import type { CommitRow } from './commit-row';

/** A project; instants in epoch milliseconds. */
export interface ProjectRow {
  readonly id: number;
  readonly name: string;
  /** `namespace/project`. */
  readonly path: string;
  /** The user whose namespace it is in; null where that is nobody's. */
  readonly namespaceId: number | null;
  /** What it is for; null where nobody has said. */
  readonly description: string | null;
  readonly defaultBranch: string;
  /** Timeout of jobs that state none, in seconds. */
  readonly buildTimeoutS: number;
  /** What becomes of a callback that several jobs fit. */
  readonly callbackMatchPolicy: CallbackMatchPolicy;
  /** How long a callback is kept that came before its job waited, in seconds. */
  readonly callbackParkingTtlS: number;
  readonly createdAt: Instant;
}

/** Columns of a {@link ProjectRow}. */
export const PROJECT_COLUMNS = `id, name, path, namespace_id AS "namespaceId", description, default_branch AS "defaultBranch", build_timeout_s AS "buildTimeoutS",
  callback_match_policy AS "callbackMatchPolicy", callback_parking_ttl_s AS "callbackParkingTtlS",
  created_at AS "createdAt"`;

/** What a row of `projects` is that anybody may be shown: one that is being deleted is there for its pipelines only. */
export const PROJECT_SHOWN = 'marked_for_deletion_at IS NULL';

/** A branch with the commit that it points at. */
export interface BranchRow {
  readonly name: string;
  readonly commit: CommitRow;
}

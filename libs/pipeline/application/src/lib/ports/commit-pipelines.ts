import type { PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { NewPipeline } from './pipeline-store';

/** Finds the pipelines of a commit, and makes those that are there for commit statuses alone. */
export abstract class CommitPipelines {
  /** What a commit has for a status that is reported about it; takes no lock. */
  abstract find(key: CommitKey): Promise<FoundForCommit>;

  /**
   * The newest pipeline of the new one's ref and commit, else the new one, which is stored without a wake-up: whoever asks
   * for it gives it its first command. Two who ask at once get the same. `newerThan` passes over that one and all before it.
   */
  abstract findOrCreate(pipeline: NewPipeline, newerThan: PipelineId | null): Promise<PipelineId>;
}

/** What a status that is reported about a commit may be narrowed by; null where it is not. */
export interface CommitKey {
  readonly projectId: number;
  /** Of a commit that is stored. */
  readonly sha: string;
  readonly ref: string | null;
  readonly pipelineId: PipelineId | null;
  /** The key of external jobs that wait for the status. */
  readonly matchKey: string;
}

/** What was found for a {@link CommitKey}. */
export interface FoundForCommit {
  /** The newest pipeline that no other of its project has triggered; null when there is none. */
  readonly pipeline: { readonly id: PipelineId; readonly ref: string } | null;
  /** The status of the external job that waits for the commit status, or has waited; null when none does. */
  readonly awaitedBy: Status | null;
  /** The first branch by name that holds the commit; looked for only where neither ref nor pipeline tells one. */
  readonly branch: string | null;
}

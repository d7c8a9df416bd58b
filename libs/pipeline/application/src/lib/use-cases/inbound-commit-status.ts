import type { CommitStatusCommand, PipelineId } from '@holdpoint/pipeline-domain';

/** A commit status as it comes in. */
export interface InboundCommitStatus {
  readonly projectId: number;
  /** Of a commit that is stored. */
  readonly sha: string;
  readonly ref: string | null;
  readonly pipelineId: PipelineId | null;
  readonly status: CommitStatusCommand;
  /** What the caller sent, for the ledger; without secrets. */
  readonly request: Readonly<Record<string, unknown>>;
}

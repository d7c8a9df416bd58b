import type { Status, Verdict } from '@holdpoint/pipeline-domain';

/** What is stored of the pipelines of a database, as the checker reads it. */
export interface Ledger {
  readonly pipelines: readonly StoredPipeline[];
  readonly jobs: readonly StoredJob[];
  readonly history: readonly StoredLine[];
  readonly callbacks: readonly StoredCallback[];
  readonly matches: readonly StoredMatch[];
}

/** A pipeline with its stages. */
export interface StoredPipeline {
  readonly id: number;
  readonly status: Status;
  /** How many lines its history should have. */
  readonly historySeq: number;
  readonly stages: readonly { readonly position: number; readonly status: Status }[];
}

/** One attempt of a job. */
export interface StoredJob {
  readonly id: number;
  readonly pipelineId: number;
  readonly name: string;
  readonly status: Status;
  /** The position of its stage. */
  readonly stage: number;
  /** Names of the jobs that it needs; null when its stage orders it. */
  readonly needs: readonly string[] | null;
  /** True for an attempt that has a successor. */
  readonly retried: boolean;
  readonly failureReason: string | null;
}

/** One line of history: a pipeline's lines are numbered in the order in which they happened. */
export interface StoredLine {
  readonly pipelineId: number;
  readonly seq: number;
  readonly jobId: number;
  readonly from: Status;
  readonly to: Status;
  readonly cause: string;
  readonly ending: boolean;
}

/** A callback as it came in. */
export interface StoredCallback {
  readonly id: string;
  readonly pipelineId: number | null;
  readonly jobName: string | null;
  readonly outcome: string;
}

/** What a callback did. */
export interface StoredMatch {
  readonly callbackId: string;
  readonly pipelineId: number | null;
  readonly jobId: number | null;
  readonly verdict: Verdict;
}

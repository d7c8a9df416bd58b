import type { Instant } from '@holdpoint/kernel';
import type { CallbackMatch, ParkedCallback } from '../external-job/callback-match';
import type { CopiedField } from '../status/job-kinds';
import type { JobKind } from '../status/job-kind';
import type { Status } from '../status/status';
import type { DeploymentChange, EnvironmentChange } from '../environment/deployments';
import type { ResourceRequestChange } from '../resource-group/resource-changes';
import type { Effect } from './effect';
import type { JobTransition } from './job-transition';
import type { JobFacts, JobId, JobState, PipelineFacts, PipelineId, StageFacts } from './pipeline-facts';

/** What a pass wants written: the difference between the facts it read and what it made of them. */
export interface PipelineChanges {
  readonly pipelineId: PipelineId;
  readonly projectId: number;
  /** The pipeline row; null when nothing of the pipeline, its stages or jobs has changed. */
  readonly pipeline: PipelineRowChange | null;
  readonly stages: readonly { readonly id: number; readonly status: Status }[];
  readonly jobs: readonly JobRowChange[];
  readonly clones: readonly JobClone[];
  readonly added: AddedRows;
  /** In the order in which they happened; `seq` counts within the pipeline without gaps. */
  readonly history: readonly (JobTransition & { readonly seq: number })[];
  readonly matches: readonly CallbackMatch[];
  /** Callbacks to be kept until the job they name starts to wait. */
  readonly parked: readonly ParkedCallback[];
  /** What jobs in resource groups want of them now. */
  readonly resourceRequests: readonly ResourceRequestChange[];
  readonly deployments: readonly DeploymentChange[];
  /** In the order in which they arose. */
  readonly environments: readonly EnvironmentChange[];
  /** In the order in which they arose. */
  readonly effects: readonly Effect[];
}

/** What a pass has added to the plan; ids are negative: the store gives the rows numbers and puts them wherever these stand. */
export interface AddedRows {
  readonly stages: readonly StageFacts[];
  readonly jobs: readonly JobFacts[];
}

/** New values of a pipeline's row. */
export interface PipelineRowChange extends Pick<
  PipelineFacts,
  'version' | 'historySeq' | 'status' | 'startedAt' | 'finishedAt' | 'durationMs'
> {
  /** When the pipeline must be looked at even if nobody asks; null when nothing can fall due. */
  readonly wakeAt: Instant | null;
  readonly updatedAt: Instant;
}

/** New values of a job's row. */
export interface JobRowChange {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly state: JobState;
}

/** A new attempt: a copy of some fields of an older one, with a state of its own. */
export interface JobClone extends JobRowChange {
  /** Negative: the store gives the row its number and puts it wherever this one stands. */
  readonly id: JobId;
  readonly sourceId: JobId;
  readonly attempt: number;
  readonly copiedFields: readonly CopiedField[];
}

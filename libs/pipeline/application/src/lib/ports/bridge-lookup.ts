import type { JobId, PipelineId, Status, TriggerOptions, UpstreamPipeline } from '@holdpoint/pipeline-domain';
import type { BridgeKey } from './pipeline-store';

/** Finds how pipelines hang together, without locks; what it answers may be outdated by the time it is used. */
export abstract class BridgeLookup {
  /** A bridge with what it triggers; undefined when there is no such bridge. */
  abstract findBridge(jobId: JobId): Promise<BridgeSnapshot | undefined>;

  /** The project of a path, in whatever case; undefined when there is none. */
  abstract findProject(path: string): Promise<DownstreamProject | undefined>;

  /** The pipelines above a pipeline, itself first, and how many its whole tree has, counted up to `sizeMax`. */
  abstract findHierarchy(pipelineId: PipelineId, sizeMax: number): Promise<PipelineHierarchy>;

  /** The bridge that triggered a pipeline, with the status of that pipeline; undefined when none did. */
  abstract findSource(pipelineId: PipelineId): Promise<DownstreamLink | undefined>;

  /** The child pipelines of a bridge, or of all bridges of a pipeline, older attempts among them. */
  abstract findChildren(of: ChildrenOf): Promise<readonly PipelineId[]>;

  /** The older pipelines of a pipeline's ref, for other commits, that are in one of these statuses; newest first. */
  abstract findRedundant(pipelineId: PipelineId, statuses: readonly Status[]): Promise<readonly PipelineId[]>;
}

/** Whose child pipelines are meant. */
export type ChildrenOf = { readonly jobId: JobId } | { readonly pipelineId: PipelineId };

/** A bridge as it stands. */
export interface BridgeSnapshot {
  readonly jobId: JobId;
  readonly pipelineId: PipelineId;
  /** The number of its pipeline within the project. */
  readonly pipelineIid: number;
  readonly projectId: number;
  readonly ref: string;
  readonly sha: string;
  /** Who last started it by hand, else who made its pipeline: the downstream pipeline is made in the same name. */
  readonly startedBy: string;
  readonly status: Status;
  readonly retried: boolean;
  readonly trigger: TriggerOptions;
  /** The pipeline that it has triggered; null until there is one. */
  readonly downstreamId: PipelineId | null;
}

/** A project that a bridge may trigger a pipeline of. */
export interface DownstreamProject {
  readonly id: number;
  readonly defaultBranch: string;
}

/** Where a pipeline stands among those that triggered one another. */
export interface PipelineHierarchy {
  readonly upstreams: readonly UpstreamPipeline[];
  readonly size: number;
}

/** A downstream pipeline and its bridge. */
export interface DownstreamLink extends BridgeKey {
  /** The project of the bridge. */
  readonly projectId: number;
  /** Status of the downstream pipeline. */
  readonly status: Status;
}

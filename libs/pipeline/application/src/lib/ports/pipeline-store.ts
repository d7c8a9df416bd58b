import type {
  CallbackCommand,
  ExternalEvent,
  GivenVariable,
  JobId,
  KnownDigest,
  NamedAttempts,
  Period,
  PipelineChanges,
  PipelineFacts,
  PipelineId,
  PipelinePlan,
  RevisionClaims,
  SourceBridge,
} from '@holdpoint/pipeline-domain';

/**
 * Where pipelines live. The corridor knows this port alone; every store passes the same contract suite.
 * Failures that are nobody's fault are thrown as {@link StoreError}.
 */
export abstract class PipelineStore {
  /**
   * Stores a pipeline with everything in `created`, and with a wake-up due at once, so that a crash cannot forget it.
   * A bridge has one downstream pipeline: asked for a second, the store answers the first.
   */
  abstract create(pipeline: NewPipeline): Promise<CreatedPipeline>;

  /** Runs work in one transaction: all of it is stored when the promise resolves, nothing when it rejects. */
  abstract transaction<T>(work: (transaction: PipelineTransaction) => Promise<T>): Promise<T>;
}

/** The steps of one transaction, in this order: lock, find parked callbacks as jobs start, write. */
export interface PipelineTransaction {
  /**
   * Locks pipelines in the order of their ids until the end of the transaction, then reads their facts and the clock, in
   * a statement of its own: read together with the lock they would be as old as the wait for it. `skip_held` leaves out
   * pipelines that someone else holds; `wait` waits for them, up to the store's lock timeout. Older attempts are read
   * only where they are `named`. A pipeline of a project other than `projects` says is neither locked nor waited for.
   */
  lock(ids: readonly PipelineId[], held: 'skip_held' | 'wait', named?: NamedJobs, projects?: NamedProjects): Promise<LockedPipelines>;

  /** Reads the facts of pipelines as they stand, without a lock. */
  load(ids: readonly PipelineId[], named?: NamedJobs, projects?: NamedProjects): Promise<readonly PipelineFacts[]>;

  /**
   * Reads the callbacks that are parked under any of these keys, oldest first, and keeps others from parking under them
   * until the end of the transaction. `wait` waits for whoever parks just now; `try` throws a `conflict` instead, for
   * keys that come up after others were taken: waiting for those could be a deadlock.
   */
  findParked(keys: readonly string[], busy: 'wait' | 'try'): Promise<readonly StoredParkedCallback[]>;

  /** When jobs of the pipelines below were executed, by the number of the pipeline above; those that still are, until now. */
  executedBelow(ids: readonly PipelineId[]): Promise<ReadonlyMap<PipelineId, readonly Period[]>>;

  /** Writes changes of locked pipelines; answers the numbers that new rows were given. */
  write(batch: WriteBatch): Promise<JobNumbers>;
}

/** The older attempts that commands ask for, by pipeline; ids of latest ones may be among them. */
export type NamedJobs = ReadonlyMap<PipelineId, NamedAttempts>;

/** The projects that a pipeline may be of, by pipeline; one that is left out may be of any. */
export type NamedProjects = ReadonlyMap<PipelineId, readonly number[]>;

/** A pipeline and the project that it is of, which never changes. */
export type PipelineInProject = Pick<PipelineFacts, 'id' | 'projectId'>;

/** What {@link PipelineTransaction.lock} got; pipelines that do not exist are in neither. */
export interface LockedPipelines {
  /** In the order of their ids. */
  readonly facts: readonly PipelineFacts[];
  /** Pipelines that someone else holds. */
  readonly held: readonly PipelineInProject[];
}

/** What one transaction writes. */
export interface WriteBatch {
  readonly changes: readonly PipelineChanges[];
  /** The callbacks whose matches are among the changes; a callback may be stored already by another pipeline's pass. */
  readonly callbacks: readonly CallbackRecord[];
  /** Parked callbacks that were applied and are parked no longer. */
  readonly unparked: readonly number[];
}

/** A parked callback. */
export interface StoredParkedCallback {
  readonly id: number;
  /** All keys that the callback carries. */
  readonly keys: readonly string[];
  readonly command: CallbackCommand;
  /** What an event says of its digest, and what is known of that now; left out for a callback that names none. */
  readonly revision?: { readonly claims: RevisionClaims; readonly known: KnownDigest };
}

/** Tells the number of a job, or of a stage that a pass has added, from the id that the pass used for it. */
export type JobNumbers = (pipelineId: PipelineId, jobId: JobId) => JobId;

/** An inbound report about external work, as the ledger keeps it. */
export interface CallbackRecord {
  /** A UUID, version 7. */
  readonly id: string;
  readonly projectId: number;
  /** Where it came in: `pipeline_callback`, `commit_status`, or the provider of a receiver. */
  readonly provider: string;
  readonly actor: string;
  /** The attributes of the call, without secrets. */
  readonly request: Readonly<Record<string, unknown>>;
  /** The callback that an operator has replayed by this one; null for a call from outside. */
  readonly replayOf: string | null;
  /** What a receiver has read; null for a callback that names its job. */
  readonly event: ExternalEvent | null;
  /** The same for every delivery of one event and for no other; null where nothing depends on that. */
  readonly occurrence: string | null;
}

/** A pipeline to be created. */
export interface NewPipeline {
  readonly projectId: number;
  readonly ref: string;
  readonly sha: string;
  readonly source: string;
  readonly createdBy: string;
  readonly variables: readonly GivenVariable[];
  /** Timeout of jobs that state none, in milliseconds. */
  readonly defaultTimeoutMs: number;
  readonly plan: PipelinePlan;
  /** The bridge that triggers it; left out when none does. */
  readonly sourceBridge?: BridgeKey;
}

/** A bridge and its pipeline. */
export type BridgeKey = Pick<SourceBridge, 'pipelineId' | 'jobId'>;

/** The numbers of a created pipeline: `id` is unique, `iid` counts within the project. */
export interface CreatedPipeline {
  readonly id: PipelineId;
  readonly iid: number;
}

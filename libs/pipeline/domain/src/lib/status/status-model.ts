import type { DeploymentStatus } from '../environment/environment-words';
import type { JobWhen, TriggerOptions } from '../plan/pipeline-plan';
import type { Status } from './status';
import type { MachineName, StatusReader, StatusSet } from './status-readers';

/** Which statuses exist and what each decides: a readonly value, handed to pure functions and to SQL. */
export interface StatusModel {
  readonly statuses: readonly Status[];
  /** What an ablation takes away: the statuses that GitLab does not have. */
  readonly added: readonly Status[];
  readonly sets: Readonly<Record<StatusSet, readonly Status[]>>;
  readonly fold: FoldTable;
  readonly machines: Readonly<Record<MachineName, StateMachine>>;
  readonly start: StartTable;
  readonly mirror: MirrorTable;
  readonly deployment: DeploymentTable;
  /** The event that brings a stage or pipeline to a folded status; null leaves it where it is. */
  readonly foldedStatusEvents: Readonly<Partial<Record<Status, string | null>>>;
  /** The statuses each ablated reader does not know; empty in a model that was defined. */
  readonly hidden: Readonly<Partial<Record<StatusReader, readonly Status[]>>>;
}

/** A status in a fold: failed and canceled jobs that may fail count as warned, manual ones as ignored. */
export type FoldValue = Status | 'success_with_warnings' | 'ignored';

/** The ordered decision list that makes one status of many; the first row that applies wins. */
export interface FoldTable {
  /** With allow_failure these count as `success_with_warnings`. */
  readonly warned: readonly Status[];
  /** With allow_failure these count as `ignored`. */
  readonly ignored: readonly Status[];
  readonly rows: readonly FoldRow[];
  /** What a set that no row knows becomes. */
  readonly otherwise: Status;
}

/** What must have come before a job for it to start, by its `when`; with `needs` a skipped need is not enough. */
export type StartTable = Readonly<
  Record<JobWhen, { readonly afterStages: readonly Status[]; readonly afterNeeds: readonly Status[] }>
>;

/**
 * The event of the bridge's machine by which it takes over the status of the pipeline that it has triggered, by its
 * strategy; a status that is left out leaves the bridge as it is.
 */
export type MirrorTable = Readonly<Record<TriggerOptions['strategy'], Readonly<Partial<Record<Status, string>>>>>;

/** What a deployment is while its job is in a status; one that is left out leaves it as it is. */
export type DeploymentTable = Readonly<Partial<Record<Status, DeploymentStatus>>>;

/** One row: `only` asks that every job is in the list, `any` that at least one is. */
export interface FoldRow {
  readonly match: 'only' | 'any';
  readonly of: readonly FoldValue[];
  readonly result: Status;
  /** True for a row that holds for the needs of a job but not for stages and pipelines. */
  readonly needsOnly?: boolean;
}

/** The statuses of one kind of thing and how events move it between them. */
export interface StateMachine {
  readonly initial: Status;
  readonly states: readonly Status[];
  /** For each event the transitions in order; the first whose `from` holds the status is taken. */
  readonly events: Readonly<Record<string, readonly TransitionRule[]>>;
}

/** One arrow of a state machine, from each of several statuses. */
export interface TransitionRule {
  readonly from: readonly Status[];
  readonly to: Status;
  /** True for an arrow that only a job in a resource group takes. */
  readonly inResourceGroup?: boolean;
}

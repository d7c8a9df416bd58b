import type { CommitStatusState } from '../commit-status/commit-status-state';
import type { Status } from '../status/status';
import type { FailureReason, JobId, PipelineId, Progress } from '../processing/pipeline-facts';
import type { EventFacts } from '../external-job/event-facts';

/** Something asked of one pipeline; every change goes through one of these. */
export type PipelineCommand =
  | ProcessCommand
  | CallbackCommand
  | CommitStatusCommand
  | FireEventCommand
  | BuildUpdateCommand
  | JobActionCommand
  | PipelineActionCommand
  | DropPipelineCommand
  | BridgeCommand
  | OtherPipelineCommand
  | StartWithResourceCommand;

/** Asks for nothing but what every pass does: expire what is overdue and process. */
export interface ProcessCommand {
  readonly type: 'process';
}

/** A report about external work; every key that it carries must agree with the job that the others name. */
export interface CallbackCommand {
  readonly type: 'callback';
  readonly callbackId: string;
  readonly jobId: JobId | null;
  readonly jobName: string | null;
  /** The `match:key` of the job; null when the caller gave none. */
  readonly matchKey: string | null;
  readonly report: CallbackReport;
  readonly actor: string;
  /** What is known of the event behind it; left out where there is none. */
  readonly event?: EventFacts;
}

/** What a callback says: how the work ended, or, with `running`, that it goes on and how far it has come. */
export interface CallbackReport {
  readonly outcome: EventOutcome;
  /** What is null leaves what was told before. */
  readonly progress: Progress;
}

/** The outcomes that a callback may report; `running` is none yet, and `canceled` acknowledges a cancel. */
export const CALLBACK_OUTCOMES = ['running', 'success', 'failed', 'canceled'] as const;

/** One of {@link CALLBACK_OUTCOMES}. */
export type CallbackOutcome = (typeof CALLBACK_OUTCOMES)[number];

/** A callback's outcome; or, of an event, nothing that anyone waits for. */
export type EventOutcome = CallbackOutcome | 'ignored';

/** Reports a commit status by its name; a new one is made where this user has none under way. */
export interface CommitStatusCommand {
  readonly type: 'commit_status';
  readonly name: string;
  readonly state: CommitStatusState;
  /** Of these, what is null leaves what was told before. */
  readonly description: string | null;
  readonly targetUrl: string | null;
  /** Percent. */
  readonly coverage: number | null;
  /** The user whose status it is: nobody else's is found. */
  readonly actor: string;
}

/** Fires any event of the jobs' machines, or `play`, `retry` or `cancel`; for simulations and conformance cases. */
export interface FireEventCommand {
  readonly type: 'fire_event';
  readonly event: string;
  /** Names of jobs; null fires the event on the pipeline, which knows `retry` and `cancel`. */
  readonly jobNames: readonly string[] | null;
  readonly actor: string;
}

/** A runner's report about a build. */
export interface BuildUpdateCommand {
  readonly type: 'build_update';
  readonly jobId: JobId;
  readonly event: 'run' | 'success' | 'drop';
  readonly failureReason?: FailureReason;
  readonly actor: string;
}

/** A person's action on a job. */
export interface JobActionCommand {
  readonly type: 'play_job' | 'cancel_job' | 'force_cancel_job' | 'retry_job';
  readonly jobId: JobId;
  readonly actor: string;
}

/** A person's action on a pipeline; `end_pipeline` is the cancel before it is deleted, which leaves nothing to be started. */
export interface PipelineActionCommand {
  readonly type: 'cancel_pipeline' | 'end_pipeline' | 'retry_pipeline';
  readonly actor: string;
}

/** Fails all work of a pipeline for a reason that lies outside of it. */
export interface DropPipelineCommand {
  readonly type: 'drop_pipeline';
  readonly failureReason: FailureReason;
  readonly actor: string;
}

/** What becomes of a bridge because of the pipeline that it triggers. */
export type BridgeCommand = BridgeTriggeredCommand | BridgeFailedCommand | BridgeMirrorCommand | BridgeCorrectCommand | BridgeResetCommand;

/** The downstream pipeline exists; a bridge that was canceled meanwhile refuses it. */
export interface BridgeTriggeredCommand {
  readonly type: 'bridge_triggered';
  readonly jobId: JobId;
  readonly downstreamId: PipelineId;
}

/** The downstream pipeline could not be made. */
export interface BridgeFailedCommand {
  readonly type: 'bridge_failed';
  readonly jobId: JobId;
  readonly failureReason: FailureReason;
}

/** The bridge is to show how its downstream pipeline stands. */
export interface BridgeMirrorCommand {
  readonly type: 'mirror_bridge';
  readonly jobId: JobId;
  readonly downstream: DownstreamState;
}

/** The same where what the bridge was told a moment ago does not hold any more. */
export interface BridgeCorrectCommand {
  readonly type: 'correct_bridge';
  readonly jobId: JobId;
  readonly downstream: DownstreamState;
  readonly told: Status;
}

/** Somebody who may run this pipeline has started something anew downstream: the bridge waits for it again. */
export interface BridgeResetCommand {
  readonly type: 'reset_bridge';
  readonly jobId: JobId;
  readonly downstream: DownstreamState;
  readonly actor: string;
}

/** How a downstream pipeline stands. */
export interface DownstreamState {
  readonly id: PipelineId;
  readonly status: Status;
}

/** Another pipeline, `pipelineId`, cancels this one: its parent was canceled, or it is newer on the same ref. */
export interface OtherPipelineCommand {
  readonly type: 'cancel_child' | 'cancel_redundant';
  readonly pipelineId: PipelineId;
}

/** The job has got the resource of its group: it starts, if it still waits for that. */
export interface StartWithResourceCommand {
  readonly type: 'start_with_resource';
  readonly jobId: JobId;
}

/** Attempts that are read beside the latest ones: those of these ids, or every older one of the pipeline. */
export type NamedAttempts = readonly JobId[] | 'all';

/** The attempts that a command asks for: the job that it names, or all to judge by what has ever started. */
export function namedAttempts(command: PipelineCommand): NamedAttempts {
  if (command.type === 'cancel_redundant') return 'all';
  return 'jobId' in command && command.jobId !== null ? [command.jobId] : [];
}

import type { JobFacts, JobState } from './pipeline-facts';

/** The same, to be worked on. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A job being worked on. It is what the facts say until something of its state is set; only then it has a state of its own:
 * a pass looks at every job and changes a few, and copies of 10,000 jobs do not fit into the cache of a processor.
 */
export class JobDraft implements JobFacts {
  private own: Mutable<JobState> | null = null;

  /** `place` is where it stands among the jobs of the facts; null when it is none of them. */
  constructor(private readonly facts: JobFacts, readonly place: number | null = null) {}

  /** The state, if any of it was set, be it to what it was before. */
  get written(): JobState | null { return this.own; }

  /** The job as plain facts, some of them replaced. */
  toFacts(replaced: Partial<JobFacts> = {}): JobFacts {
    return { ...this.facts, ...this.own, ...replaced };
  }

  get id(): JobFacts['id'] { return this.facts.id; }
  get attempt(): JobFacts['attempt'] { return this.facts.attempt; }
  get kind(): JobFacts['kind'] { return this.facts.kind; }
  get name(): JobFacts['name'] { return this.facts.name; }
  get stagePosition(): JobFacts['stagePosition'] { return this.facts.stagePosition; }
  get when(): JobFacts['when'] { return this.facts.when; }
  get allowFailure(): JobFacts['allowFailure'] { return this.facts.allowFailure; }
  get needs(): JobFacts['needs'] { return this.facts.needs; }
  get startInMs(): JobFacts['startInMs'] { return this.facts.startInMs; }
  get timeoutMs(): JobFacts['timeoutMs'] { return this.facts.timeoutMs; }
  get retry(): JobFacts['retry'] { return this.facts.retry; }
  get interruptible(): JobFacts['interruptible'] { return this.facts.interruptible; }
  get resourceGroupId(): JobFacts['resourceGroupId'] { return this.facts.resourceGroupId; }
  get environment(): JobFacts['environment'] { return this.facts.environment; }
  get external(): JobFacts['external'] { return this.facts.external; }
  get trigger(): JobFacts['trigger'] { return this.facts.trigger; }

  get status(): JobState['status'] { return this.state.status; }
  get retried(): JobState['retried'] { return this.state.retried; }
  get enqueueImmediately(): JobState['enqueueImmediately'] { return this.state.enqueueImmediately; }
  get scheduledAt(): JobState['scheduledAt'] { return this.state.scheduledAt; }
  get queuedAt(): JobState['queuedAt'] { return this.state.queuedAt; }
  get startedAt(): JobState['startedAt'] { return this.state.startedAt; }
  get finishedAt(): JobState['finishedAt'] { return this.state.finishedAt; }
  get deadlineAt(): JobState['deadlineAt'] { return this.state.deadlineAt; }
  get failureReason(): JobState['failureReason'] { return this.state.failureReason; }
  get heartbeatAt(): JobState['heartbeatAt'] { return this.state.heartbeatAt; }
  get cancelDeadlineAt(): JobState['cancelDeadlineAt'] { return this.state.cancelDeadlineAt; }
  get progress(): JobState['progress'] { return this.state.progress; }
  get reportedFailures(): JobState['reportedFailures'] { return this.state.reportedFailures; }
  get endedByReport(): JobState['endedByReport'] { return this.state.endedByReport; }
  get commitStatus(): JobState['commitStatus'] { return this.state.commitStatus; }

  set status(status: JobState['status']) { this.change().status = status; }
  set retried(retried: JobState['retried']) { this.change().retried = retried; }
  set enqueueImmediately(enqueueImmediately: JobState['enqueueImmediately']) { this.change().enqueueImmediately = enqueueImmediately; }
  set scheduledAt(scheduledAt: JobState['scheduledAt']) { this.change().scheduledAt = scheduledAt; }
  set queuedAt(queuedAt: JobState['queuedAt']) { this.change().queuedAt = queuedAt; }
  set startedAt(startedAt: JobState['startedAt']) { this.change().startedAt = startedAt; }
  set finishedAt(finishedAt: JobState['finishedAt']) { this.change().finishedAt = finishedAt; }
  set deadlineAt(deadlineAt: JobState['deadlineAt']) { this.change().deadlineAt = deadlineAt; }
  set failureReason(failureReason: JobState['failureReason']) { this.change().failureReason = failureReason; }
  set heartbeatAt(heartbeatAt: JobState['heartbeatAt']) { this.change().heartbeatAt = heartbeatAt; }
  set cancelDeadlineAt(cancelDeadlineAt: JobState['cancelDeadlineAt']) { this.change().cancelDeadlineAt = cancelDeadlineAt; }
  set progress(progress: JobState['progress']) { this.change().progress = progress; }
  set reportedFailures(reportedFailures: JobState['reportedFailures']) { this.change().reportedFailures = reportedFailures; }
  set endedByReport(endedByReport: JobState['endedByReport']) { this.change().endedByReport = endedByReport; }
  set commitStatus(commitStatus: JobState['commitStatus']) { this.change().commitStatus = commitStatus; }

  private get state(): JobState { return this.own ?? this.facts; }

  private change(): Mutable<JobState> {
    return (this.own ??= stateOf(this.facts));
  }
}

/**
 * One literal of all fields, here and wherever a row is made: where one is put together from parts, V8 adds field after
 * field by a slow path (seen in a profile; it was some 5 % of the API).
 */
export const stateOf = (job: JobState): JobState => ({
  status: job.status,
  retried: job.retried,
  enqueueImmediately: job.enqueueImmediately,
  scheduledAt: job.scheduledAt,
  queuedAt: job.queuedAt,
  startedAt: job.startedAt,
  finishedAt: job.finishedAt,
  deadlineAt: job.deadlineAt,
  failureReason: job.failureReason,
  heartbeatAt: job.heartbeatAt,
  cancelDeadlineAt: job.cancelDeadlineAt,
  progress: job.progress,
  commitStatus: job.commitStatus,
  reportedFailures: job.reportedFailures,
  endedByReport: job.endedByReport,
});

import { err, ok, type Result } from '@holdpoint/kernel';
import {
  COMMIT_STATUS_SOURCE,
  commitStatusEvent,
  commitStatusMatchKey,
  type CommandRefusal,
  type CommitStatusCommand,
  type IllegalTransition,
  type JobId,
  type PipelineId,
  type Status,
} from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CorridorAnswer, CorridorRefusal, CorridorRequest } from '../corridor/corridor-member';
import type { CommitPipelines, FoundForCommit } from '../ports/commit-pipelines';
import type { NewPipeline } from '../ports/pipeline-store';
import { StoreError } from '../ports/store-error';
import { commitStatusCallback, outcomeOf } from './commit-status-callback';
import type { InboundCommitStatus } from './inbound-commit-status';
import type { CallbackRefusal, ReportedCallback } from './inbound-callback';
import type { ReportCallback } from './report-callback';

/** What a commit status has become: one of its pipeline, or a callback to the external job that waits for it. */
export type ReportedCommitStatus =
  | { readonly type: 'status'; readonly jobId: JobId }
  | { readonly type: 'callback'; readonly reported: ReportedCallback };

/** Why a commit status was not taken; `transition` is the one that is not there. */
export interface CommitStatusRefusal {
  readonly code:
    | Exclude<CorridorRefusal, 'busy'>
    | CommandRefusal
    | CallbackRefusal
    | 'commit_pipeline_not_found'
    | 'commit_branch_not_found'
    | 'commit_status_in_progress';
  readonly transition?: IllegalTransition;
}

type Reported = Promise<Result<ReportedCommitStatus, CommitStatusRefusal>>;

/**
 * Takes a commit status. Where an external job of the commit waits for one of its name it is a callback to that job;
 * an outcome that nobody waits for yet is parked as well, since the job's pipeline may come later and the sender, who
 * finds the status, will not send it again. Source of the rest: GitLab's `Ci::CreateCommitStatusService`.
 */
export class ReportCommitStatus {
  constructor(
    private readonly pipelines: CommitPipelines,
    private readonly reportCallback: ReportCallback,
    private readonly corridor: Corridor,
  ) {}

  async execute(inbound: InboundCommitStatus): Reported {
    const { status, projectId, sha, ref, pipelineId } = inbound;
    const found = await this.pipelines.find({ projectId, sha, ref, pipelineId, matchKey: commitStatusMatchKey(status.name) });
    if (found.awaitedBy !== null) return this.tellJobs(inbound, found.awaitedBy);
    const reported = await this.reportStatus(inbound, found);
    if (!reported.ok || pipelineId !== null || !isParkable(status)) return reported;
    return (await this.isKept(inbound)) ? reported : refuse('outcome_unknown');
  }

  private async tellJobs(inbound: InboundCommitStatus, awaitedBy: Status): Reported {
    const { state } = inbound.status;
    if (outcomeOf(state) === null) return refuse('illegal_event', { event: commitStatusEvent(state), from: awaitedBy });
    const reported = await this.reportCallback.execute(commitStatusCallback(inbound));
    return reported.ok ? ok({ type: 'callback', reported: reported.value }) : refuse(reported.error);
  }

  /**
   * Keeps an outcome for the job that may come, after its status was taken: were it kept first, a sender who is then told
   * that the status was not taken would find later that it ended a job. A sender who is not told that it was kept must send
   * it again; that makes another status, which takes the place of this one.
   */
  private async isKept(inbound: InboundCommitStatus): Promise<boolean> {
    try {
      return (await this.reportCallback.execute(commitStatusCallback(inbound))).ok;
    } catch (error) {
      if (error instanceof StoreError) return false;
      throw error;
    }
  }

  private async reportStatus(inbound: InboundCommitStatus, found: FoundForCommit): Reported {
    const { pipeline } = found;
    const ref = refOf(inbound, found);
    if (ref === null) return refuse('commit_branch_not_found');
    if (inbound.pipelineId !== null && pipeline === null) return refuse('commit_pipeline_not_found');
    const made = newPipeline(inbound, ref);
    const pipelineId = pipeline?.id ?? (await this.pipelines.findOrCreate(made, null));
    const answer = await this.submit(inbound, pipelineId);
    if (!isFull(answer) || inbound.pipelineId !== null) return reportedOf(answer);
    return reportedOf(await this.submit(inbound, await this.pipelines.findOrCreate(made, pipelineId)));
  }

  private submit(inbound: InboundCommitStatus, pipelineId: PipelineId): Promise<CorridorAnswer> {
    return this.corridor.submit(requestOf(inbound, pipelineId));
  }
}

const requestOf = ({ projectId, status }: InboundCommitStatus, pipelineId: PipelineId): CorridorRequest => ({
  pipelineId,
  projectId,
  command: status,
});

const refOf = ({ ref }: InboundCommitStatus, { pipeline, branch }: FoundForCommit): string | null => ref ?? pipeline?.ref ?? branch;

/** What still holds when a job begins to wait; work under way says nothing that would. */
function isParkable({ state }: CommitStatusCommand): boolean {
  const outcome = outcomeOf(state);
  return outcome !== null && outcome !== 'running';
}

/** Empty, as in GitLab: what is reported is added to it. */
const newPipeline = ({ projectId, sha, status }: InboundCommitStatus, ref: string): NewPipeline => ({
  projectId,
  ref,
  sha,
  source: COMMIT_STATUS_SOURCE,
  createdBy: status.actor,
  variables: [],
  defaultTimeoutMs: 0,
  plan: { name: null, stages: [], jobs: [], autoCancel: { onJobFailure: 'none', onNewCommit: 'none' } },
});

const isFull = (answer: CorridorAnswer): boolean =>
  answer.ok && answer.value.type === 'refused' && answer.value.refusal === 'too_many_jobs';

/** GitLab waits for the lock of a commit as the corridor waits for a pipeline, and then says so. */
function reportedOf(answer: CorridorAnswer): Result<ReportedCommitStatus, CommitStatusRefusal> {
  if (!answer.ok) return refuse(answer.error === 'busy' ? 'commit_status_in_progress' : answer.error);
  const { value } = answer;
  if (value.type === 'refused') return refuse(value.refusal, value.transition);
  const jobId = value.type === 'done' ? value.jobIds[0] : undefined;
  if (jobId === undefined) throw new Error('a commit status that was taken is a job');
  return ok({ type: 'status', jobId });
}

const refuse = (code: CommitStatusRefusal['code'], transition?: IllegalTransition): Result<never, CommitStatusRefusal> =>
  err({ code, ...(transition && { transition }) });

import type { CommitStatusCommand } from '../commands/pipeline-command';
import type { JobDraft } from '../processing/job-draft';
import { addJob, addStage, type PipelineDraft } from '../processing/pipeline-draft';
import { NO_FAILURES, NO_PROGRESS, type JobFacts } from '../processing/pipeline-facts';
import { COMMIT_STATUS_STAGE } from './commit-status-state';

/** Puts a new commit status in the place of the latest of its name, if there is one, which stays as it is. */
export function addCommitStatus(draft: PipelineDraft, latest: JobDraft | undefined, { name, actor }: CommitStatusCommand): JobDraft {
  const { statuses, kinds } = draft.model;
  const stage = draft.stages.find(({ position }) => position === COMMIT_STATUS_STAGE.position);
  const job: Omit<JobFacts, 'id'> = {
    kind: 'generic',
    name,
    attempt: (latest?.attempt ?? 0) + 1,
    stagePosition: (stage ?? addStage(draft, COMMIT_STATUS_STAGE)).position,
    status: statuses.machines[kinds.kinds.generic.machine].initial,
    commitStatus: { author: actor, coverage: null },
    progress: NO_PROGRESS,
    reportedFailures: NO_FAILURES,
    ...NEVER_TIMED,
    ...NEVER_PROCESSED,
  };
  return addJob(draft, job, latest);
}

/** What a job has that processing starts. */
const NEVER_PROCESSED = {
  when: 'on_success',
  allowFailure: false,
  needs: null,
  retry: null,
  interruptible: false,
  external: null,
  trigger: null,
  retried: false,
  enqueueImmediately: false,
  failureReason: null,
} as const;

/** What a job has that the clock can change. */
const NEVER_TIMED = {
  startInMs: null,
  timeoutMs: 0,
  scheduledAt: null,
  queuedAt: null,
  startedAt: null,
  finishedAt: null,
  deadlineAt: null,
  heartbeatAt: null,
  cancelDeadlineAt: null,
} as const;

import type { CommitStatusCommand } from '../commands/pipeline-command';
import type { JobDraft } from '../processing/job-draft';
import { addJob, addStage, type PipelineDraft } from '../processing/pipeline-draft';
import { NOT_BEGUN, type JobFacts } from '../processing/pipeline-facts';
import { initialStatus } from '../status/initial-status';
import { COMMIT_STATUS_STAGE } from './commit-status-state';

/** Puts a new commit status in the place of the latest of its name, if there is one, which stays as it is. */
export function addCommitStatus(draft: PipelineDraft, latest: JobDraft | undefined, { name, actor }: CommitStatusCommand): JobDraft {
  const stage = draft.stages.find(({ position }) => position === COMMIT_STATUS_STAGE.position);
  const job: Omit<JobFacts, 'id'> = {
    kind: 'generic',
    name,
    attempt: (latest?.attempt ?? 0) + 1,
    stagePosition: (stage ?? addStage(draft, COMMIT_STATUS_STAGE)).position,
    ...NOT_BEGUN,
    ...NOTHING_PLANNED,
    status: initialStatus(draft.model, 'generic'),
    commitStatus: { author: actor, coverage: null },
  };
  return addJob(draft, job, latest);
}

/** What a plan says of a job: nothing has started a commit status, and nothing times it. */
const NOTHING_PLANNED = {
  when: 'on_success',
  allowFailure: false,
  needs: null,
  startInMs: null,
  timeoutMs: 0,
  retry: null,
  interruptible: false,
  resourceGroupId: null,
  environment: null,
  external: null,
  trigger: null,
} as const;

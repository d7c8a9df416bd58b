import { capableKinds } from '../status/job-kinds';
import { compositeStatus, type FoldedJob } from '../status/composite-status';
import type { Status } from '../status/status';
import type { JobDraft } from './job-draft';
import type { PipelineDraft } from './pipeline-draft';

/**
 * The jobs of the stages before one, as far as a fold can tell them apart. When every stage looked at all jobs before it, a
 * report took 5 s in a pipeline of 5,000 stages.
 */
export class EarlierJobs {
  private readonly added: (readonly FoldedJob[])[] = [];
  private readonly strict = new Set<Status>();
  private readonly lenient = new Set<Status>();

  /** The jobs of the next stage, which do not change any more in this round. */
  add(jobs: readonly FoldedJob[]): void {
    this.added.push(jobs);
  }

  /** One job for each status with and without `allow_failure`. What was added is looked at only here: in a pipeline of needs nobody may ask. */
  distinct(): readonly FoldedJob[] {
    for (const jobs of this.added.splice(0)) for (const job of jobs) (job.allowFailure ? this.lenient : this.strict).add(job.status);
    const jobsOf = (statuses: ReadonlySet<Status>, allowFailure: boolean): FoldedJob[] => [...statuses].map((status) => ({ status, allowFailure }));
    return [...jobsOf(this.strict, false), ...jobsOf(this.lenient, true)];
  }
}

/** Answers what a job's predecessors have come to, within one pass over the stages. */
export interface PreviousStatus {
  /** The fold of the needed jobs, or of all jobs of earlier stages; success when there are none. */
  of(job: JobDraft): Status;
}

/**
 * Reads the fold of what comes before a stage's jobs. The fold of the earlier stages is made once for a stage,
 * lazily: in a pipeline of needs nobody may ask for it. Absent needed jobs do not count (`needs:optional`).
 */
export function previousStatus(draft: PipelineDraft, earlier: EarlierJobs): PreviousStatus {
  let ofStages: Status | undefined;
  return {
    of: (job) => (job.needs ? ofNeeds(draft, job) : (ofStages ??= ofEarlier(draft, earlier))),
  };
}

function ofNeeds(draft: PipelineDraft, job: JobDraft): Status {
  const { statuses, kinds } = draft.model;
  const neededKinds = capableKinds(kinds, 'needed', 'needs.needed');
  const counted = draft.latest.neededBy(job).filter(({ kind }) => neededKinds.has(kind));
  return compositeStatus(statuses, 'fold.needs', counted).status ?? 'success';
}

const ofEarlier = (draft: PipelineDraft, earlier: EarlierJobs): Status =>
  compositeStatus(draft.model.statuses, 'fold.prior_stages', earlier.distinct()).status ?? 'success';

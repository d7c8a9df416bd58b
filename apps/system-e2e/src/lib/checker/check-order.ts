import { HOLDPOINT_CI_MODEL, type Status } from '@holdpoint/pipeline-domain';
import { grouped } from './grouped';
import type { Ledger, StoredJob, StoredLine } from './ledger';
import type { Violation } from './violation';

const { active, completed_with_manual: over, created } = HOLDPOINT_CI_MODEL.statuses.sets;

/** No job starts before the jobs that it needs, or those of the stages before it, are over. */
export function checkOrder({ jobs, history }: Ledger): readonly Violation[] {
  const lines = grouped(history, ({ pipelineId }) => pipelineId);
  const byPipeline = grouped(jobs, ({ pipelineId }) => pipelineId);
  return [...byPipeline].flatMap(([pipelineId, own]) => checkPipeline(own, lines.get(pipelineId) ?? []));
}

/** Follows the history of a pipeline line by line, with the status that each name has at that point. */
function checkPipeline(jobs: readonly StoredJob[], lines: readonly StoredLine[]): readonly Violation[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const statuses = new Map<string, Status>();
  return lines.flatMap((line): Violation[] => {
    const job = byId.get(line.jobId);
    const early = job && starts(line) ? before(job, jobs).filter((name) => !isOver(statuses.get(name))) : [];
    if (job) statuses.set(job.name, line.to);
    if (early.length === 0) return [];
    return [{ promised: 'a job starts after what it waits for', found: `${line.pipelineId}/${job?.name} before ${early.join()}` }];
  });
}

const starts = ({ from, to }: StoredLine): boolean => created.includes(from) && active.includes(to);

const isOver = (status: Status | undefined): boolean => status !== undefined && over.includes(status);

/** A need that is optional and not there holds nobody up. */
function before(job: StoredJob, jobs: readonly StoredJob[]): readonly string[] {
  const names = jobs.filter(({ stage, name }) => (job.needs ? job.needs.includes(name) : stage < job.stage));
  return [...new Set(names.map(({ name }) => name))];
}

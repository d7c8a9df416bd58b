import { grouped } from './grouped';
import type { Ledger, StoredJob, StoredLine, StoredPipeline } from './ledger';
import type { Violation } from './violation';

/** The lines of each pipeline are numbered without gaps, and those of each job lead to the status it has. */
export function checkHistory({ pipelines, jobs, history }: Ledger): readonly Violation[] {
  const byPipeline = grouped(history, ({ pipelineId }) => pipelineId);
  const byJob = grouped(history, ({ jobId }) => jobId);
  return [
    ...pipelines.flatMap((pipeline) => checkNumbers(pipeline, byPipeline.get(pipeline.id) ?? [])),
    ...jobs.flatMap((job) => checkChain(job, byJob.get(job.id) ?? [])),
  ];
}

function checkNumbers({ id, historySeq }: StoredPipeline, lines: readonly StoredLine[]): readonly Violation[] {
  const isWhole = lines.length === historySeq && lines.every(({ seq }, index) => seq === index + 1);
  if (isWhole) return [];
  return [{ promised: 'history has no gaps', found: `pipeline ${id} has counted ${historySeq} lines and has ${lines.length}` }];
}

function checkChain(job: StoredJob, lines: readonly StoredLine[]): readonly Violation[] {
  const breaks = lines.some((line, index) => index > 0 && line.from !== lines[index - 1]?.to);
  const last = lines.at(-1)?.to ?? job.status;
  if (!breaks && last === job.status) return [];
  const walk = lines.map(({ from, to }) => `${from}>${to}`).join(' ');
  return [{ promised: 'history leads to the status', found: `job ${job.id} (${job.pipelineId}/${job.name}) is ${job.status} after ${walk}` }];
}

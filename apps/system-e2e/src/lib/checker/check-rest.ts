import { HOLDPOINT_CI_MODEL, type Status } from '@holdpoint/pipeline-domain';
import { grouped } from './grouped';
import type { Ledger, StoredJob, StoredPipeline } from './ledger';
import type { Violation } from './violation';

const { completed } = HOLDPOINT_CI_MODEL.statuses.sets;

/** A stage or pipeline is done exactly when its jobs are: none hangs, and none was closed too early. */
export function checkRest({ pipelines, jobs }: Ledger): readonly Violation[] {
  const byPipeline = grouped(jobs.filter(({ retried }) => !retried), ({ pipelineId }) => pipelineId);
  return pipelines.flatMap((pipeline) => checkPipeline(pipeline, byPipeline.get(pipeline.id) ?? []));
}

function checkPipeline({ id, status, stages }: StoredPipeline, jobs: readonly StoredJob[]): readonly Violation[] {
  const wholes: readonly (readonly [string, Status, readonly StoredJob[]])[] = [
    [`pipeline ${id}`, status, jobs],
    ...stages.map((stage) => [`stage ${stage.position} of pipeline ${id}`, stage.status, jobs.filter((job) => job.stage === stage.position)] as const),
  ];
  return wholes.filter(([, whole, parts]) => isDone(whole) !== parts.every((part) => isDone(part.status))).map(([name, whole, parts]) => ({
    promised: 'nothing runs when all jobs are done',
    found: `${name} is ${whole}, ${parts.filter((part) => !isDone(part.status)).length} of its ${parts.length} jobs are not done`,
  }));
}

const isDone = (status: Status): boolean => completed.includes(status);

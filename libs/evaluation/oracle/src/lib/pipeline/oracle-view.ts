import type { OraclePipeline, OracleStatus } from './oracle-pipeline';

/** What a user sees of a pipeline: one status for it, for each stage and for the latest attempt at each job. */
export interface OracleView {
  readonly pipeline: string;
  readonly stages: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, OracleStatus>>;
}

/** Reduces a pipeline to its statuses. */
export function oracleView(pipeline: OraclePipeline): OracleView {
  return {
    pipeline: pipeline.status,
    stages: Object.fromEntries(pipeline.stages.map(({ name, status }) => [name, status])),
    jobs: Object.fromEntries(pipeline.jobs.map(({ name, status }) => [name, status])),
  };
}

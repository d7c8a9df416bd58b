import { assert } from '@holdpoint/kernel';
import { namedStatement } from '@holdpoint/database';
import type { JobRowChange } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { CALLBACKS, HISTORY, MATCHES, type CallbackRow, type HistoryRow, type MatchRow } from './record-sections';
import { arraysOf, relationOf, type SentColumn } from './sent-rows';
import { BUILDS, EXTERNAL_JOBS, PIPELINES, STAGES, type PipelineRow, type StageRow } from './state-sections';

/** Everything that one writing statement writes. */
export interface WrittenRows {
  readonly builds: readonly JobRowChange[];
  readonly externalJobs: readonly JobRowChange[];
  readonly stages: readonly StageRow[];
  readonly pipelines: readonly PipelineRow[];
  readonly history: readonly HistoryRow[];
  readonly callbacks: readonly CallbackRow[];
  readonly matches: readonly MatchRow[];
}

const SECTIONS = [BUILDS, EXTERNAL_JOBS, STAGES, PIPELINES, HISTORY, CALLBACKS, MATCHES] as const;

interface Written {
  readonly builds: number;
  readonly external_jobs: number;
  readonly stages: number;
  readonly pipelines: number;
}

/**
 * Writes a batch in one round trip; the caller holds the pipelines. Foreign keys are checked when the statement ends,
 * so the order of its parts does not matter. NOTIFY is sent by the commit, once for a batch and only when a pipeline
 * wants to be looked at earlier than anybody knows, because notifying commits take turns in PostgreSQL.
 */
const writeStatement = namedStatement<unknown[]>(
  'write_batch',
  `WITH ${withParts()}
   SELECT (SELECT count(*) FROM ${BUILDS.name}) AS builds,
     (SELECT count(*) FROM ${EXTERNAL_JOBS.name}) AS external_jobs,
     (SELECT count(*) FROM ${STAGES.name}) AS stages,
     (SELECT count(*) FROM ${PIPELINES.name}) AS pipelines,
     (SELECT pg_notify('holdpoint_wake', (extract(epoch FROM min(earlier)) * 1000)::bigint::text)
      FROM ${PIPELINES.name} HAVING min(earlier) IS NOT NULL) AS notified`,
);

function withParts(): string {
  let first = 1;
  return SECTIONS.map(({ name, columns, sql }) => {
    const relation = relationOf(columns as readonly SentColumn<never>[], first);
    first += columns.length;
    return `${name} AS (${sql(relation)})`;
  }).join(',\n   ');
}

/** Writes rows of locked pipelines; throws when a row to be changed is not there as it was read. */
export async function writeRows(client: ClientBase, rows: WrittenRows): Promise<void> {
  const { builds, externalJobs, stages, pipelines, history, callbacks, matches } = rows;
  const values = [
    ...arraysOf(BUILDS.columns, builds),
    ...arraysOf(EXTERNAL_JOBS.columns, externalJobs),
    ...arraysOf(STAGES.columns, stages),
    ...arraysOf(PIPELINES.columns, pipelines),
    ...arraysOf(HISTORY.columns, history),
    ...arraysOf(CALLBACKS.columns, callbacks),
    ...arraysOf(MATCHES.columns, matches),
  ];
  const { rows: [written] } = await client.query<Written>(writeStatement(...values));
  assert(written?.builds === builds.length, 'every build to be changed is there');
  assert(written.external_jobs === externalJobs.length, 'every external job to be changed is there');
  assert(written.stages === stages.length, 'every stage to be changed is there');
  assert(written.pipelines === pipelines.length, 'every pipeline to be changed is at the version that was read');
}

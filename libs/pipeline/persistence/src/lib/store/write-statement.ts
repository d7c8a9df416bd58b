import { namedStatement } from '@holdpoint/database';
import type { JobRowChange } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { addTasksCall } from '../deadline-tasks/task-specs';
import { CALLBACKS, HISTORY, MATCHES, type WrittenCallback, type WrittenLine, type WrittenMatch } from './record-sections';
import { sectionParts } from './section-parts';
import { epochMs } from '../sql/epoch-ms';
import { arraysOf } from '../sql/sent-rows';
import { BUILDS, EXTERNAL_JOBS, PIPELINES, STAGES, WAKE_UP_CTES, type WrittenPipeline, type WrittenStage } from './state-sections';

/** Everything that one writing statement writes. */
export interface WrittenRows {
  readonly builds: readonly JobRowChange[];
  readonly externalJobs: readonly JobRowChange[];
  readonly stages: readonly WrittenStage[];
  readonly pipelines: readonly WrittenPipeline[];
  readonly history: readonly WrittenLine[];
  readonly callbacks: readonly WrittenCallback[];
  readonly matches: readonly WrittenMatch[];
}

const SECTIONS = [BUILDS, EXTERNAL_JOBS, STAGES, PIPELINES, HISTORY, CALLBACKS, MATCHES] as const;

const { ctes, requirements } = sectionParts(SECTIONS);

/**
 * Writes a batch in one round trip; the caller holds the pipelines. Foreign keys are checked when the statement ends,
 * so the order of its parts does not matter. NOTIFY is sent by the commit, once for a batch and only when a pipeline
 * wants to be looked at earlier than anybody knows, because notifying commits take turns in PostgreSQL. It fails by
 * itself when a row is not there as it was read: the COMMIT is on its way before anybody could look at an answer.
 */
const writeSql = (more: string): string => `
   WITH ${[...ctes, ...WAKE_UP_CTES].join(',\n   ')}
   SELECT ${requirements.join(',\n     ')},
     (SELECT pg_notify('holdpoint_wake', ${epochMs('min(earlier)')}::bigint::text)
      FROM ${PIPELINES.name} HAVING min(earlier) IS NOT NULL)${more}`;

const writeAlone = namedStatement<unknown[]>('write_batch', writeSql(''));

const writeWithTasks = namedStatement<unknown[]>(
  'write_batch_with_tasks',
  writeSql(`, (SELECT count(*) FROM ${addTasksCall(`(SELECT id AS pipeline_id, earlier AS due_at FROM ${PIPELINES.name} WHERE earlier IS NOT NULL)`)})`),
);

/** Writes rows of locked pipelines, with scheduled tasks or without; throws when a row to be changed is not there as it was read. */
export async function writeRows(client: ClientBase, rows: WrittenRows, withTasks: boolean): Promise<void> {
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
  await client.query((withTasks ? writeWithTasks : writeAlone)(...values));
}

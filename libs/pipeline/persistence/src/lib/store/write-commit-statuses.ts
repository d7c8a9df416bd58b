import { assert, type Instant } from '@holdpoint/kernel';
import { namedStatement } from '@holdpoint/database';
import type { JobId, JobRowChange, PipelineChanges, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import {
  ADDED_STAGES,
  ADDED_STATUSES,
  FILLED_COLUMNS,
  STATUSES,
  STATUS_HISTORY,
  type AddedStage,
  type AddedStatus,
  type StatusLine,
} from './commit-status-sections';
import { tableOf } from './job-table';
import type { SendStatement } from '../sql/run-transaction';
import { sectionParts } from './section-parts';
import { arraysOf, instantParameter, relationOf } from '../sql/sent-rows';

/** The numbers that a store has given to new rows, by pipeline and provisional id. */
export type GivenNumbers = ReadonlyMap<string, number>;

const { ctes, requirements } = sectionParts([STATUSES, STATUS_HISTORY]);

const writeStatement = namedStatement<unknown[]>('write_commit_statuses', `WITH ${ctes.join(',\n   ')}\n   SELECT ${requirements.join(', ')}`);

const STAGES_END = ADDED_STAGES.length + 1;
const CREATED_AT = `coalesce(${instantParameter(STAGES_END + ADDED_STATUSES.length)}, holdpoint_now())`;
const FILLED = FILLED_COLUMNS.join(', ');

/** Numbers are drawn in the order of the rows; a stage is either added here or there already. */
const addStatement = namedStatement<unknown[]>(
  'add_commit_statuses',
  `WITH new_stage AS MATERIALIZED (SELECT nextval('stages_id_seq') AS id, sent.* FROM ${relationOf(ADDED_STAGES, 1)} sent),
   stage AS (
     INSERT INTO stages (id, pipeline_id, name, position, status)
     SELECT id, pipeline_id, name, position, status FROM new_stage RETURNING id, pipeline_id, position),
   new_status AS MATERIALIZED (SELECT nextval('job_id_seq') AS id, sent.* FROM ${relationOf(ADDED_STATUSES, STAGES_END)} sent),
   status AS (
     INSERT INTO generic_commit_statuses (id, pipeline_id, stage_id, created_at, ${FILLED})
     SELECT job.id, job.pipeline_id, coalesce(stage.id, stored.id), ${CREATED_AT}, ${FILLED_COLUMNS.map((name) => `job.${name}`).join(', ')}
     FROM new_status job
     LEFT JOIN stage ON stage.pipeline_id = job.pipeline_id AND stage.position = job.stage_position
     LEFT JOIN stages stored ON stored.pipeline_id = job.pipeline_id AND stored.position = job.stage_position RETURNING id)
   SELECT pipeline_id, provisional_id, id FROM new_stage UNION ALL
   SELECT pipeline_id, provisional_id, id FROM new_status JOIN status USING (id)`,
);

/**
 * Writes what a batch does to commit statuses; sends nothing for a batch that touches none. One statement, or three when
 * some are added: those that they take the place of, then the new ones, which get their numbers, then history.
 */
export async function writeCommitStatuses(
  client: ClientBase,
  send: SendStatement,
  changes: readonly PipelineChanges[],
  now: Instant | null,
): Promise<GivenNumbers> {
  const [changed, lines] = [changes.flatMap(changedStatuses), changes.flatMap(linesOf)];
  const added = changes.flatMap(addedStatuses);
  if (changed.length + lines.length + added.length === 0) return new Map();
  if (added.length === 0) {
    send(write(client, changed, lines));
    return new Map();
  }
  if (changed.length > 0) send(write(client, changed, []));
  const numbers = await add(client, changes.flatMap(addedStages), added, now);
  send(write(client, [], lines.map((line) => ({ ...line, statusId: numbers.get(numberKey(line.pipelineId, line.statusId)) ?? line.statusId }))));
  return numbers;
}

/** By what {@link GivenNumbers} are looked up. */
export const numberKey = (pipelineId: PipelineId, provisionalId: JobId): string => `${pipelineId}/${provisionalId}`;

const isStatus = ({ kind }: Pick<JobRowChange, 'kind'>): boolean => tableOf(kind) === 'generic_commit_statuses';

const changedStatuses = ({ jobs }: PipelineChanges): readonly JobRowChange[] => jobs.filter(isStatus);

const addedStages = ({ pipelineId, added }: PipelineChanges): readonly AddedStage[] =>
  added.stages.map((stage) => ({ pipelineId, stage }));

const addedStatuses = ({ pipelineId, added }: PipelineChanges): readonly AddedStatus[] =>
  added.jobs.map((job) => {
    assert(isStatus(job), `job ${job.name} is in its plan: only commit statuses are added`);
    return { pipelineId, job };
  });

const linesOf = ({ pipelineId, history }: PipelineChanges): readonly StatusLine[] =>
  history.filter(isStatus).map((line) => ({ pipelineId, line, statusId: line.jobId }));

async function write(client: ClientBase, changed: readonly JobRowChange[], lines: readonly StatusLine[]): Promise<void> {
  await client.query(writeStatement(...arraysOf(STATUSES.columns, changed), ...arraysOf(STATUS_HISTORY.columns, lines)));
}

async function add(
  client: ClientBase,
  stages: readonly AddedStage[],
  statuses: readonly AddedStatus[],
  now: Instant | null,
): Promise<GivenNumbers> {
  const values = [...arraysOf(ADDED_STAGES, stages), ...arraysOf(ADDED_STATUSES, statuses), now];
  const { rows } = await client.query<{ pipeline_id: PipelineId; provisional_id: number; id: number }>(addStatement(...values));
  assert(rows.length === stages.length + statuses.length, 'every commit status is added to a stage of its pipeline');
  return new Map(rows.map((row) => [numberKey(row.pipeline_id, row.provisional_id), row.id]));
}

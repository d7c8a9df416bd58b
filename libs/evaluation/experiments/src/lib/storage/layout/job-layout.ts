import { JOB_KINDS, type JobKind } from '@holdpoint/pipeline-domain';
import { BUILD_COLUMNS, COMMIT_STATUS_COLUMNS, WAIT_COLUMNS } from './column-definitions';
import { COMMIT_STATUS_CHECKS, TYPE_CHECKS, UNTYPED_CHECKS } from './type-checks';

/** A table of jobs: which kinds it holds, and how it is made. */
export interface JobTable {
  readonly name: string;
  readonly kinds: readonly JobKind[];
  /** Each with its type and constraints, as `CREATE TABLE` takes it. */
  readonly columns: readonly string[];
  /** Conditions by the name of their constraint. */
  readonly checks: Readonly<Record<string, string>>;
  readonly indexes: readonly string[];
}

/** The job tables of one way of storing external jobs; they are made in a schema of its name. */
export interface JobLayout {
  readonly schema: 'build_with_type' | 'generic_commit_status';
  readonly tables: readonly JobTable[];
  /** The stage that every external job is put in, whatever its plan says; null where each keeps its own. */
  readonly externalStage: { readonly name: string; readonly position: number } | null;
}

const indexesOf = (name: string): readonly string[] => [
  `CREATE UNIQUE INDEX uq_${name}_latest ON ${name} (pipeline_id, name) WHERE NOT retried`,
  `CREATE UNIQUE INDEX uq_${name}_attempt ON ${name} (pipeline_id, name, id)`,
  `CREATE INDEX ix_${name}_stage ON ${name} (stage_id)`,
];

const MATCH_KEY = 'CREATE INDEX ix_builds_match_key ON builds (project_id, match_key, id) WHERE match_key IS NOT NULL AND NOT retried';

/** One table for all jobs, with a type that says which. */
export const BUILD_LAYOUT: JobLayout = {
  schema: 'build_with_type',
  tables: [
    {
      name: 'builds',
      kinds: JOB_KINDS,
      columns: [...BUILD_COLUMNS, ...WAIT_COLUMNS],
      checks: TYPE_CHECKS,
      indexes: [...indexesOf('builds'), MATCH_KEY],
    },
  ],
  externalStage: null,
};

/**
 * What GitLab keeps of a commit status, in the stage that all of them are in. Only the list of statuses is made longer:
 * without that no external job could wait at all.
 */
export const COMMIT_STATUS_LAYOUT: JobLayout = {
  schema: 'generic_commit_status',
  tables: [
    { name: 'builds', kinds: ['build', 'bridge'], columns: BUILD_COLUMNS, checks: UNTYPED_CHECKS, indexes: indexesOf('builds') },
    {
      name: 'generic_commit_statuses',
      kinds: ['external'],
      columns: COMMIT_STATUS_COLUMNS,
      checks: COMMIT_STATUS_CHECKS,
      indexes: indexesOf('generic_commit_statuses'),
    },
  ],
  externalStage: { name: 'external', position: 1_000_000 },
};

/** The statements that make the tables of a layout beside the product's, in the order in which they must run. */
export const layoutStatements = ({ schema, tables }: JobLayout): readonly string[] => [
  `CREATE SCHEMA ${schema}`,
  `SET search_path TO ${schema}, public`,
  ...tables.flatMap((table) => [createTable(table), ...table.indexes]),
  ...RECORDS,
];

/** That of the product's table of external jobs: sizes are compared. */
const FILLFACTOR = 45;

function createTable({ name, columns, checks }: JobTable): string {
  const constraints = Object.entries(checks).map(([constraint, condition]) => `CONSTRAINT ${constraint} CHECK (${condition})`);
  return `CREATE TABLE ${name} (${[...columns, ...constraints].join(', ')}) WITH (fillfactor = ${FILLFACTOR})`;
}

/** What refers to jobs, by one key: here they need not be told apart. */
const RECORDS = [
  'CREATE TABLE job_history (LIKE public.job_history INCLUDING DEFAULTS)',
  'ALTER TABLE job_history DROP COLUMN external_job_id, ADD PRIMARY KEY (pipeline_id, seq)',
  'ALTER TABLE job_history RENAME COLUMN build_id TO job_id',
  'CREATE TABLE callback_matches (LIKE public.callback_matches INCLUDING DEFAULTS)',
  'ALTER TABLE callback_matches DROP COLUMN external_job_id, ADD PRIMARY KEY (id)',
  'ALTER TABLE callback_matches RENAME COLUMN build_id TO job_id',
  `CREATE TABLE pipeline_sources (pipeline_id bigint PRIMARY KEY, source_pipeline_id bigint NOT NULL,
     source_job_id bigint NOT NULL CONSTRAINT uq_source_job UNIQUE)`,
];

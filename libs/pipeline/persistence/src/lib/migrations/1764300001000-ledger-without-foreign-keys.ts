import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * History, callbacks and matches are written without asking whether what they name is there: the transaction that writes
 * them has just read it under the pipeline's lock, and asking again was 40 % of what writing cost the database (each
 * check locks the row that it finds). What is deleted still takes its rows with it.
 */
export class LedgerWithoutForeignKeys1764300001000 implements MigrationInterface {
  readonly name = 'LedgerWithoutForeignKeys1764300001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, constraint } of KEYS) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${constraint}`);
    for (const deletion of DELETIONS) for (const statement of deletesWith(deletion)) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { of, name } of DELETIONS) {
      await runner.query(`DROP TRIGGER ${name} ON ${of}`);
      await runner.query(`DROP FUNCTION ${name}()`);
    }
    for (const { table, constraint, column, of } of KEYS) {
      await runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${constraint} FOREIGN KEY (${column}) REFERENCES ${of} (id) ON DELETE CASCADE`);
    }
  }
}

const key = (table: string, name: string, of: string): { readonly table: string; readonly constraint: string; readonly column: string; readonly of: string } => ({
  table,
  constraint: `fk_${table}_${name}`,
  column: `${name}_id`,
  of,
});

const KEYS = [
  key('job_history', 'pipeline', 'pipelines'),
  key('job_history', 'build', 'builds'),
  key('job_history', 'external_job', 'external_jobs'),
  key('job_history', 'generic_commit_status', 'generic_commit_statuses'),
  key('callbacks', 'project', 'projects'),
  key('callback_matches', 'callback', 'callbacks'),
  key('callback_matches', 'pipeline', 'pipelines'),
  key('callback_matches', 'build', 'builds'),
  key('callback_matches', 'external_job', 'external_jobs'),
];

interface Deletion {
  readonly name: string;
  readonly of: string;
  readonly takes: readonly { readonly table: string; readonly column: string }[];
}

/** A job is never deleted alone: it goes with its pipeline. */
const DELETIONS: readonly Deletion[] = [
  { name: 'delete_callbacks_of_projects', of: 'projects', takes: [{ table: 'callbacks', column: 'project_id' }] },
  {
    name: 'delete_ledger_of_pipelines',
    of: 'pipelines',
    takes: [
      { table: 'job_history', column: 'pipeline_id' },
      { table: 'callback_matches', column: 'pipeline_id' },
    ],
  },
  { name: 'delete_matches_of_callbacks', of: 'callbacks', takes: [{ table: 'callback_matches', column: 'callback_id' }] },
];

const deletesWith = ({ name, of, takes }: Deletion): readonly string[] => [
  `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${takes.map(({ table, column }) => `DELETE FROM ${table} USING deleted WHERE ${table}.${column} = deleted.id;`).join('\n    ')}
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER ${name} AFTER DELETE ON ${of} REFERENCING OLD TABLE AS deleted
   FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`,
];

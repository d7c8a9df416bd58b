import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LEDGER_REFERENCES, type LedgerReference } from '../schema/ledger-references';

/**
 * History, callbacks and matches are written without asking whether what they name is there: the transaction that writes
 * them has just read it under the pipeline's lock, and asking again was a third of what writing cost the database (each
 * check locks the row that it finds). What is deleted still takes its rows with it.
 */
export class LedgerWithoutForeignKeys1764300001000 implements MigrationInterface {
  readonly name = 'LedgerWithoutForeignKeys1764300001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const reference of LEDGER_REFERENCES) await runner.query(`ALTER TABLE ${reference.table} DROP CONSTRAINT ${keyOf(reference)}`);
    for (const deletion of DELETIONS) for (const statement of deletesWith(deletion)) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { of, name } of DELETIONS) {
      await runner.query(`DROP TRIGGER ${name} ON ${of}`);
      await runner.query(`DROP FUNCTION ${name}()`);
    }
    for (const reference of LEDGER_REFERENCES) {
      const { table, column, of } = reference;
      await runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${keyOf(reference)} FOREIGN KEY (${column}) REFERENCES ${of} (id) ON DELETE CASCADE`);
    }
  }
}

const keyOf = ({ table, column }: LedgerReference): string => `fk_${table}_${column.replace(/_id$/, '')}`;

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

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Refused calls in groups of a minute, and the indexes by which the ledger is read and tidied up. Callbacks sort by the
 * store's clock first: that is what filters and retention ask for, and one index serves all of it.
 */
export class RefusedCalls1764000006000 implements MigrationInterface {
  readonly name = 'RefusedCalls1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [REFUSED_CALLS, ...INDEXES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}

const REFUSED_CALLS = `
  CREATE TABLE refused_calls (
    id bigserial NOT NULL,
    project_id bigint,
    receiver text NOT NULL,
    reason text NOT NULL,
    minute timestamptz NOT NULL,
    calls integer NOT NULL,
    sample jsonb NOT NULL,
    CONSTRAINT pk_refused_calls PRIMARY KEY (id),
    CONSTRAINT fk_refused_calls_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
  )`;

const INDEXES = [
  `CREATE UNIQUE INDEX uq_refused_calls_project ON refused_calls (project_id, minute, receiver, reason)
     WHERE project_id IS NOT NULL`,
  `CREATE UNIQUE INDEX uq_refused_calls_no_project ON refused_calls (minute, receiver, reason)
     WHERE project_id IS NULL`,
  'CREATE INDEX ix_idempotency_keys_claimed_at ON idempotency_keys (claimed_at)',
  'DROP INDEX ix_callbacks_project',
  'CREATE INDEX ix_callbacks_received_at ON callbacks (project_id, received_at, id)',
];

const UNDO = [
  'DROP INDEX ix_callbacks_received_at',
  'CREATE INDEX ix_callbacks_project ON callbacks (project_id, id)',
  'DROP INDEX ix_idempotency_keys_claimed_at',
  'DROP TABLE refused_calls',
];

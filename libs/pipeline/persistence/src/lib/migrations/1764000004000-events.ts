import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events of pipelines, for whoever watches them live. They are a log that is kept for a day or so: without foreign keys,
 * whose checks would be paid for by every pass.
 */
export class Events1764000004000 implements MigrationInterface {
  readonly name = 'Events1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENTS);
    await runner.query('CREATE INDEX ix_events_project ON events (project_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE events');
  }
}

/** The sequence has no cache: a connection that drew ids ahead would number its next events before those of others. */
const EVENTS = `
  CREATE TABLE events (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    pipeline_id bigint NOT NULL,
    at timestamptz NOT NULL,
    data jsonb NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (id)
  )`;

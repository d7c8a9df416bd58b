import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** Where other systems report to projects in their own words. */
export class Receivers1764200003000 implements MigrationInterface {
  readonly name = 'Receivers1764200003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECEIVERS);
    await runner.query('CREATE UNIQUE INDEX uq_receivers_name ON receivers (project_id, name)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE receivers');
  }
}

const RECEIVERS = `
  CREATE TABLE receivers (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    provider text NOT NULL,
    secret text NOT NULL,
    previous_secret text,
    previous_secret_expires_at timestamptz,
    header_name text,
    header_digest text,
    enabled boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_receivers PRIMARY KEY (id),
    CONSTRAINT fk_receivers_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT ck_receivers_type CHECK (${CONDITIONS.receiverType}),
    CONSTRAINT ck_receivers_secret CHECK (${CONDITIONS.receiverSecret}),
    CONSTRAINT ck_receivers_header CHECK (${CONDITIONS.receiverHeader}),
    CONSTRAINT ck_receivers_previous_secret CHECK (${CONDITIONS.previousSecretExpires})
  )`;

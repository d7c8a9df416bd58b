import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';
import { processablesWith, WAITING_COLUMNS } from './1764000002000-callbacks';

/**
 * What events of other systems need beside callbacks: the event itself and what tells it from another, the failures a job
 * was told of, what digests of artifacts stand for, and where that can be asked.
 */
export class EventsOfOtherSystems1764200001000 implements MigrationInterface {
  readonly name = 'EventsOfOtherSystems1764200001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LEDGER, EXTERNAL_JOBS, PROCESSABLES_WITH_FAILURES, ...ARTIFACT_REVISIONS, REGISTRIES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}

/** The occurrence is null for callbacks and for events that end nothing: they cost the index nothing. */
const LEDGER = [
  'ALTER TABLE callbacks ADD event jsonb, ADD occurrence text',
  'CREATE INDEX ix_callbacks_occurrence ON callbacks (project_id, occurrence) WHERE occurrence IS NOT NULL',
  `ALTER TABLE callback_matches DROP CONSTRAINT ck_callback_matches_verdict,
     ADD CONSTRAINT ck_callback_matches_verdict CHECK (${CONDITIONS.verdict})`,
];

/** Null for a job that was told of none, which are nearly all. */
const EXTERNAL_JOBS = 'ALTER TABLE external_jobs ADD reported_failures jsonb';

/** The view as this migration makes it. */
export const PROCESSABLES_WITH_FAILURES = processablesWith([...WAITING_COLUMNS, ['reported_failures', 'jsonb']]);

/** A registry that was asked and names no revision has a row without a sha: it is not asked again. */
const ARTIFACT_REVISIONS = [
  `CREATE TABLE artifact_revisions (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    digest text NOT NULL,
    repository text NOT NULL,
    source text NOT NULL,
    sha text,
    ref text,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_artifact_revisions PRIMARY KEY (id),
    CONSTRAINT fk_artifact_revisions_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT ck_artifact_revisions_digest CHECK (${CONDITIONS.digest}),
    CONSTRAINT ck_artifact_revisions_source CHECK (${CONDITIONS.artifactSource}),
    CONSTRAINT ck_artifact_revisions_sha CHECK (${CONDITIONS.sha}),
    CONSTRAINT ck_artifact_revisions_registered CHECK (${CONDITIONS.registeredSha})
  )`,
  'CREATE UNIQUE INDEX uq_artifact_revisions ON artifact_revisions (project_id, digest, repository, source, sha) WHERE sha IS NOT NULL',
  'CREATE UNIQUE INDEX uq_artifact_revisions_no_sha ON artifact_revisions (project_id, digest, repository, source) WHERE sha IS NULL',
];

const REGISTRIES = `
  CREATE TABLE registries (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    repository text NOT NULL,
    username text,
    password text,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_registries PRIMARY KEY (id),
    CONSTRAINT uq_registries_repository UNIQUE (project_id, repository),
    CONSTRAINT fk_registries_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT ck_registries_credentials CHECK (${CONDITIONS.credentials})
  )`;

/** A view cannot lose a column: it is made anew. */
const UNDO = [
  'DROP TABLE registries, artifact_revisions',
  'DROP VIEW processables',
  'ALTER TABLE external_jobs DROP COLUMN reported_failures',
  processablesWith(WAITING_COLUMNS),
  'DROP INDEX ix_callbacks_occurrence',
  'ALTER TABLE callbacks DROP COLUMN event, DROP COLUMN occurrence',
];

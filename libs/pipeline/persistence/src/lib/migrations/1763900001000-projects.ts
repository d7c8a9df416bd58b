import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** Projects with their branches and commits: as much of a repository as pipelines need. */
export class Projects1763900001000 implements MigrationInterface {
  readonly name = 'Projects1763900001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [PROJECTS, COMMITS, BRANCHES, BRANCHES_COMMIT]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE branches, commits, projects');
  }
}

const PROJECTS = `
  CREATE TABLE projects (
    id bigserial NOT NULL,
    name text NOT NULL,
    path text NOT NULL,
    default_branch text NOT NULL DEFAULT 'main',
    build_timeout_s integer NOT NULL DEFAULT 3600,
    last_pipeline_iid integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_projects PRIMARY KEY (id),
    CONSTRAINT uq_projects_path UNIQUE (path),
    CONSTRAINT ck_projects_build_timeout CHECK (${CONDITIONS.buildTimeout})
  )`;

const COMMITS = `
  CREATE TABLE commits (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    sha text NOT NULL,
    parent_sha text,
    message text NOT NULL,
    author_name text NOT NULL,
    files jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_commits PRIMARY KEY (id),
    CONSTRAINT uq_commits_sha UNIQUE (project_id, sha),
    CONSTRAINT fk_commits_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT ck_commits_sha CHECK (${CONDITIONS.sha})
  )`;

const BRANCHES = `
  CREATE TABLE branches (
    project_id bigint NOT NULL,
    name text NOT NULL,
    commit_id bigint NOT NULL,
    CONSTRAINT pk_branches PRIMARY KEY (project_id, name),
    CONSTRAINT fk_branches_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_branches_commit FOREIGN KEY (commit_id) REFERENCES commits (id) ON DELETE CASCADE
  )`;

const BRANCHES_COMMIT = 'CREATE INDEX ix_branches_commit ON branches (commit_id)';

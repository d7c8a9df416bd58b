import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** Users, what they may do in projects, and tokens with scopes and an end. What there was before belongs to `root`. */
export class Access1764000001000 implements MigrationInterface {
  readonly name = 'Access1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    const tables = [USERS, ROOT, MEMBERS, MEMBERS_USER, OWNERS];
    for (const statement of [...tables, TOKENS, NO_DEFAULTS, TOKENS_USER, TOKENS_PROJECT]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE access_tokens ADD username text');
    await runner.query('UPDATE access_tokens SET username = users.username FROM users WHERE users.id = user_id');
    await runner.query(`ALTER TABLE access_tokens ALTER username SET NOT NULL, DROP user_id, DROP project_id, DROP scopes,
      DROP expires_at`);
    await runner.query('DROP TABLE project_members, users');
  }
}

const USERS = `
  CREATE TABLE users (
    id bigserial NOT NULL,
    username text NOT NULL,
    name text NOT NULL,
    user_type text NOT NULL DEFAULT 'human',
    admin boolean NOT NULL DEFAULT false,
    state text NOT NULL DEFAULT 'active',
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT uq_users_username UNIQUE (username),
    CONSTRAINT ck_users_type CHECK (${CONDITIONS.userType}),
    CONSTRAINT ck_users_state CHECK (${CONDITIONS.userState}),
    CONSTRAINT ck_users_bot_is_no_admin CHECK (${CONDITIONS.botIsNoAdmin})
  )`;

/** The first user, so its id is 1, as clients of GitLab expect. */
const ROOT = `INSERT INTO users (username, name, admin, created_at) VALUES ('root', 'Administrator', true, holdpoint_now())`;

const MEMBERS = `
  CREATE TABLE project_members (
    project_id bigint NOT NULL,
    user_id bigint NOT NULL,
    access_level smallint NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_project_members PRIMARY KEY (project_id, user_id),
    CONSTRAINT fk_project_members_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_project_members_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ck_project_members_access_level CHECK (${CONDITIONS.accessLevel})
  )`;

const MEMBERS_USER = 'CREATE INDEX ix_project_members_user ON project_members (user_id)';

/** There was nobody else who could have made a project. */
const OWNERS = `
  INSERT INTO project_members (project_id, user_id, access_level, created_at)
  SELECT projects.id, users.id, 50, projects.created_at FROM projects, users`;

/** A token without an end could do everything before, and can still. */
const TOKENS = `
  ALTER TABLE access_tokens
    ADD user_id bigint NOT NULL DEFAULT 1,
    ADD project_id bigint,
    ADD scopes text[] NOT NULL DEFAULT '{api}',
    ADD expires_at timestamptz,
    DROP username,
    ADD CONSTRAINT fk_access_tokens_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    ADD CONSTRAINT fk_access_tokens_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    ADD CONSTRAINT ck_access_tokens_scopes CHECK (${CONDITIONS.tokenScopes})`;

/** The defaults were for the rows that were there. */
const NO_DEFAULTS = 'ALTER TABLE access_tokens ALTER user_id DROP DEFAULT, ALTER scopes DROP DEFAULT';

const TOKENS_USER = 'CREATE INDEX ix_access_tokens_user ON access_tokens (user_id, id)';
const TOKENS_PROJECT = 'CREATE INDEX ix_access_tokens_project ON access_tokens (project_id, id)';

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** Access tokens, of which only the SHA-256 digest is kept. */
export class AccessTokens1763900006000 implements MigrationInterface {
  readonly name = 'AccessTokens1763900006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCESS_TOKENS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access_tokens');
  }
}

const ACCESS_TOKENS = `
  CREATE TABLE access_tokens (
    id bigserial NOT NULL,
    name text NOT NULL,
    username text NOT NULL,
    token_digest text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT pk_access_tokens PRIMARY KEY (id),
    CONSTRAINT uq_access_tokens_digest UNIQUE (token_digest),
    CONSTRAINT ck_access_tokens_digest CHECK (${CONDITIONS.tokenDigest})
  )`;

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** Hooks that tell other systems of external jobs, what was sent to them, and what the tokens of jobs are derived from. */
export class Hooks1764000003000 implements MigrationInterface {
  readonly name = 'Hooks1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [JOB_TOKENS, ...HOOKS, ...DELIVERIES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE hook_deliveries, external_hooks');
    await runner.query('ALTER TABLE external_jobs DROP COLUMN token_nonce, DROP COLUMN token_key_id');
  }
}

const JOB_TOKENS = `ALTER TABLE external_jobs ADD token_nonce uuid NOT NULL DEFAULT gen_random_uuid(), ADD token_key_id text`;

const HOOKS = [
  `CREATE TABLE external_hooks (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    enabled boolean NOT NULL,
    disabled_reason text,
    secret text NOT NULL,
    previous_secret text,
    previous_secret_expires_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_external_hooks PRIMARY KEY (id),
    CONSTRAINT fk_external_hooks_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT ck_external_hooks_events CHECK (${CONDITIONS.hookEvents}),
    CONSTRAINT ck_external_hooks_disabled CHECK (${CONDITIONS.hookDisabled}),
    CONSTRAINT ck_external_hooks_previous_secret CHECK (${CONDITIONS.previousSecretExpires})
  )`,
  'CREATE INDEX ix_external_hooks_project ON external_hooks (project_id, id)',
];

const DELIVERIES = [
  `CREATE TABLE hook_deliveries (
    id bigserial NOT NULL,
    webhook_id uuid NOT NULL DEFAULT gen_random_uuid(),
    hook_id bigint NOT NULL,
    external_job_id bigint NOT NULL,
    event text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    last_status integer,
    last_error text,
    created_at timestamptz NOT NULL,
    last_attempt_at timestamptz,
    delivered_at timestamptz,
    CONSTRAINT pk_hook_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_hook_deliveries_hook FOREIGN KEY (hook_id) REFERENCES external_hooks (id) ON DELETE CASCADE,
    CONSTRAINT fk_hook_deliveries_external_job FOREIGN KEY (external_job_id) REFERENCES external_jobs (id) ON DELETE CASCADE,
    CONSTRAINT ck_hook_deliveries_event CHECK (${CONDITIONS.hookEvent}),
    CONSTRAINT ck_hook_deliveries_state CHECK (${CONDITIONS.deliveryState}),
    CONSTRAINT ck_hook_deliveries_delivered CHECK (${CONDITIONS.deliveredAt})
  )`,
  'CREATE INDEX ix_hook_deliveries_hook ON hook_deliveries (hook_id, id)',
  'CREATE INDEX ix_hook_deliveries_external_job ON hook_deliveries (external_job_id)',
  "CREATE INDEX ix_hook_deliveries_ended ON hook_deliveries (created_at) WHERE state <> 'pending'",
];

const KEYS = [
  "id bigint NOT NULL PRIMARY KEY DEFAULT nextval('job_id_seq')",
  'pipeline_id bigint NOT NULL REFERENCES public.pipelines (id) ON DELETE CASCADE',
  'stage_id bigint NOT NULL REFERENCES public.stages (id) ON DELETE CASCADE',
];

/**
 * Columns of GitLab's `ci_builds` that the product's builds do without; in the table of builds they are there for every
 * row. Source: the list of its 44 columns.
 */
const GITLAB_COLUMNS = [
  'runner_id bigint',
  'exit_code smallint',
  'erased_at timestamptz',
  'erased_by_id bigint',
  'artifacts_expire_at timestamptz',
  'coverage_regex text',
  'coverage double precision',
  'token_encrypted text',
  'trigger_request_id bigint',
  'upstream_pipeline_id bigint',
  'execution_config_id bigint',
];

/** What a build is stored with. */
export const BUILD_COLUMNS: readonly string[] = [
  ...KEYS,
  'type text NOT NULL',
  'name text NOT NULL',
  'status text NOT NULL',
  '"when" text NOT NULL',
  'allow_failure boolean NOT NULL',
  'scheduling_type text NOT NULL',
  'needs jsonb',
  'start_in_ms bigint',
  'timeout_ms bigint NOT NULL',
  'interruptible boolean NOT NULL',
  'resource_group_id bigint',
  'environment_id bigint',
  'retry jsonb',
  'options jsonb NOT NULL',
  'attempt integer NOT NULL',
  'retried boolean NOT NULL',
  'enqueue_immediately boolean NOT NULL',
  'created_at timestamptz NOT NULL',
  'queued_at timestamptz',
  'scheduled_at timestamptz',
  'started_at timestamptz',
  'finished_at timestamptz',
  'deadline_at timestamptz',
  'failure_reason text',
  ...GITLAB_COLUMNS,
];

/** What only a job that waits has. */
export const WAIT_COLUMNS: readonly string[] = [
  'project_id bigint',
  'match_key text',
  'heartbeat_at timestamptz',
  'cancel_deadline_at timestamptz',
  'progress_percent smallint',
  'description text',
  'target_url text',
  'reported_failures jsonb',
  'ended_by_report boolean',
  'token_nonce uuid DEFAULT gen_random_uuid()',
  'token_key_id text',
];

/** What GitLab's commit statuses use of their table. */
export const COMMIT_STATUS_COLUMNS: readonly string[] = [
  ...KEYS,
  'name text NOT NULL',
  'status text NOT NULL',
  'allow_failure boolean NOT NULL',
  'retried boolean NOT NULL',
  'target_url text',
  'description text',
  'coverage double precision',
  'user_id bigint',
  'failure_reason text',
  'created_at timestamptz NOT NULL',
  'queued_at timestamptz',
  'started_at timestamptz',
  'finished_at timestamptz',
];

import { HOLDPOINT_CI_MODEL, type JobKind } from '@holdpoint/pipeline-domain';

const { statuses, kinds } = HOLDPOINT_CI_MODEL;

const statusesOf = (kind: JobKind): string =>
  `status IN (${statuses.machines[kinds.kinds[kind].machine].states.map((status) => `'${status}'`).join(', ')})`;

const typedStatuses = (of: readonly JobKind[]): string =>
  of.map((kind) => `(type = '${kind}' AND ${statusesOf(kind)})`).join(' OR ');

/** What a build may hold and an external job must not, and the other way round; jobs with their own table need none of it. */
export const TYPE_CHECKS = {
  ck_builds_type: "type IN ('build', 'bridge', 'external')",
  ck_builds_status: typedStatuses(['build', 'bridge', 'external']),
  ck_builds_timed:
    "type <> 'external' OR status <> 'running_externally' OR (started_at IS NOT NULL AND deadline_at IS NOT NULL)",
  ck_builds_no_runner: "type <> 'external' OR num_nonnulls(runner_id, queued_at, exit_code, coverage_regex, coverage) = 0",
  ck_builds_not_started_by_itself: `type <> 'external' OR ("when" = 'on_success' AND NOT enqueue_immediately
    AND num_nonnulls(start_in_ms, scheduled_at, retry) = 0)`,
  ck_builds_not_erased: "type <> 'external' OR num_nonnulls(erased_at, erased_by_id, artifacts_expire_at) = 0",
  ck_builds_waits: `type = 'external' OR num_nonnulls(project_id, match_key, heartbeat_at, cancel_deadline_at,
    progress_percent, reported_failures, ended_by_report, token_key_id) = 0`,
} as const;

/** Of a table of builds that holds no external jobs. */
export const UNTYPED_CHECKS = { ck_builds_status: typedStatuses(['build', 'bridge']) } as const;

/** Of a table of commit statuses that may wait. */
export const COMMIT_STATUS_CHECKS = { ck_generic_commit_statuses_status: statusesOf('external') } as const;

import {
  ACCESS_LEVELS,
  CALLBACK_MATCH_POLICIES,
  CAUSE_TYPES,
  DEPLOYMENT_STATUSES,
  ENVIRONMENT_STATES,
  ENVIRONMENT_TIERS,
  FINISHED_DEPLOYMENTS,
  HOLDPOINT_CI_MODEL,
  HOOK_EVENTS,
  PROCESS_MODES,
  REQUEST_STATES,
  STATUSES,
  TOKEN_SCOPES,
  VERDICTS,
  membersOf,
  type JobKind,
} from '@holdpoint/pipeline-domain';
import { ARTIFACT_SOURCES } from '../artifacts/artifact-source';
import { DELIVERY_STATES } from '../hooks/delivery-state';
import { RECEIVER_TYPES } from '../receivers/receiver-type';

const { statuses, kinds } = HOLDPOINT_CI_MODEL;

/** No timeout is longer than the longest month. What is taken from users is a little less, but was this much once. */
const STORED_TIMEOUT_MAX_S = 31 * 24 * 3600;

const oneOf = (column: string, values: readonly string[]): string =>
  `${column} IN (${values.map((value) => `'${value}'`).join(', ')})`;

const stageOrPipelineStatus = (machine: 'stage' | 'pipeline'): string => oneOf('status', statuses.machines[machine].states);

const hasStatusOf = (kind: JobKind): string => oneOf('status', statuses.machines[kinds.kinds[kind].machine].states);

/** A job in the status from which its deadline counts has a start and a deadline: it cannot wait for ever. */
const isTimed = (kind: JobKind): string => {
  const { deadlineFrom } = kinds.kinds[kind];
  return `status <> '${deadlineFrom}' OR (started_at IS NOT NULL AND deadline_at IS NOT NULL)`;
};

/**
 * The conditions of the schema's CHECK constraints, made from the model: entities and migrations say the same.
 * A change of the model's vocabulary needs a migration that makes these constraints anew; a test compares them.
 */
export const CONDITIONS = {
  pipelineStatus: stageOrPipelineStatus('pipeline'),
  stageStatus: stageOrPipelineStatus('stage'),
  fromStatus: oneOf('from_status', STATUSES),
  toStatus: oneOf('to_status', STATUSES),
  /** A bridge, which shares a table with builds, is reopened by its downstream pipeline: none of its endings is final. */
  ending: `(build_id IS NOT NULL AND NOT ending) OR ending = (${oneOf('to_status', membersOf(statuses, 'ended', 'history.ending'))})`,
  cause: oneOf('cause', CAUSE_TYPES),
  verdict: oneOf('verdict', VERDICTS),
  when: oneOf('"when"', Object.keys(statuses.start)),
  onNewCommit: oneOf('auto_cancel_on_new_commit', ['conservative', 'interruptible', 'none']),
  callbackMatchPolicy: oneOf('callback_match_policy', CALLBACK_MATCH_POLICIES),
  callbackParkingTtl: `callback_parking_ttl_s BETWEEN 1 AND ${STORED_TIMEOUT_MAX_S}`,
  progressPercent: 'progress_percent BETWEEN 0 AND 100',
  cancelTimed: "status <> 'canceling' OR cancel_deadline_at IS NOT NULL",
  onJobFailure: oneOf('auto_cancel_on_job_failure', ['none', 'all']),
  schedulingType: oneOf('scheduling_type', ['stage', 'dag']),
  buildType: oneOf('type', ['build', 'bridge']),
  buildStatus: `(type = 'build' AND ${hasStatusOf('build')}) OR (type = 'bridge' AND ${hasStatusOf('bridge')})`,
  buildTimed: `type <> 'build' OR ${isTimed('build')}`,
  externalStatus: hasStatusOf('external'),
  genericStatus: hasStatusOf('generic'),
  externalTimed: isTimed('external'),
  finished: `NOT ${oneOf('status', statuses.sets.ended)} OR finished_at IS NOT NULL`,
  deadlineAfterStart: 'deadline_at > started_at',
  attempt: 'attempt >= 1',
  jobTimeout: `timeout_ms BETWEEN 1 AND ${STORED_TIMEOUT_MAX_S * 1000}`,
  buildTimeout: `build_timeout_s BETWEEN 1 AND ${STORED_TIMEOUT_MAX_S}`,
  oneJob: 'num_nonnulls(build_id, external_job_id) = 1',
  oneJobOfAnyTable: 'num_nonnulls(build_id, external_job_id, generic_commit_status_id) = 1',
  oneJobAtMost: 'num_nonnulls(build_id, external_job_id) <= 1',
  sha: "sha ~ '^[0-9a-f]{40}$'",
  digest: "digest ~ '^sha256:[0-9a-f]{64}$'",
  artifactSource: oneOf('source', ARTIFACT_SOURCES),
  /** Only a registry can have nothing to say. */
  registeredSha: "source <> 'registered' OR sha IS NOT NULL",
  credentials: 'num_nonnulls(username, password) <> 1',
  tokenDigest: "token_digest ~ '^[0-9a-f]{64}$'",
  hookEvents: `cardinality(events) > 0 AND events <@ ARRAY[${HOOK_EVENTS.map((event) => `'${event}'`).join(', ')}]::text[]`,
  hookDisabled: 'disabled_reason IS NULL OR NOT enabled',
  previousSecretExpires: 'num_nonnulls(previous_secret, previous_secret_expires_at) <> 1',
  processMode: oneOf('process_mode', PROCESS_MODES),
  requestState: oneOf('state', REQUEST_STATES),
  environmentTier: oneOf('tier', ENVIRONMENT_TIERS),
  environmentState: oneOf('state', ENVIRONMENT_STATES),
  deploymentStatus: oneOf('status', DEPLOYMENT_STATUSES),
  deploymentFinished: `(${oneOf('status', FINISHED_DEPLOYMENTS)}) = (finished_at IS NOT NULL)`,
  hookEvent: oneOf('event', HOOK_EVENTS),
  deliveryState: oneOf('state', DELIVERY_STATES),
  deliveredAt: "state <> 'delivered' OR delivered_at IS NOT NULL",
  receiverType: oneOf('type', RECEIVER_TYPES),
  /** Of a path token only the digest is kept: an encrypted text has another form. */
  receiverSecret: "type <> 'generic' OR (secret ~ '^[0-9a-f]{64}$' AND coalesce(previous_secret, secret) ~ '^[0-9a-f]{64}$')",
  receiverHeader: "num_nonnulls(header_name, header_digest) <> 1 AND (header_name IS NULL OR type = 'generic')",
  tokenScopes: `cardinality(scopes) > 0 AND scopes <@ ARRAY[${TOKEN_SCOPES.map((scope) => `'${scope}'`).join(', ')}]`,
  accessLevel: `access_level IN (${Object.values(ACCESS_LEVELS).join(', ')})`,
  userType: oneOf('user_type', ['human', 'project_bot']),
  userState: oneOf('state', ['active', 'blocked']),
  botIsNoAdmin: "user_type = 'human' OR NOT admin",
  onlyRow: 'only_row',
  simulatedWhenSet: 'simulated OR instant IS NULL',
} as const;

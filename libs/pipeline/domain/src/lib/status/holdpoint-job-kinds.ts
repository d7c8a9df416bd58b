import type { CopiedField, JobKindModel, JobKinds } from './job-kinds';

const definition: readonly CopiedField[] = [
  'stage',
  'name',
  'when',
  'allow_failure',
  'needs',
  'timeout',
  'interruptible',
  'resource_group',
  'environment',
  'options',
];

const build: JobKindModel = {
  machine: 'build',
  capabilities: [
    'processed',
    'needed',
    'retryable',
    'retried_with_pipeline',
    'revives_on_play',
    'auto_retried',
    'playable',
    'played_again',
    'cancelable',
    'canceled_alone',
    'auto_cancels',
    'deadline',
    'timed',
    'holds_pipeline',
    'takes_resource',
    'deploys',
    'listed',
    'copied',
  ],
  deadlineFrom: 'running',
  lists: ['jobs'],
  copiedFields: [...definition, 'start_in', 'retry'],
  finalFailures: [],
  endsOnce: true,
};

/**
 * A bridge is not retried with its pipeline, playing it revives nobody, and one that has ended is retried, not played.
 * Source: GitLab's `Ci::RetryPipelineService`, `Ci::PlayBridgeService`, `Ci::Bridge#playable?`.
 */
const bridge: JobKindModel = {
  machine: 'bridge',
  capabilities: [
    'processed',
    'needed',
    'retryable',
    'playable',
    'cancelable',
    'canceled_alone',
    'auto_cancels',
    'takes_resource',
    'deploys',
    'listed',
    'copied',
  ],
  deadlineFrom: null,
  lists: ['bridges'],
  copiedFields: definition,
  finalFailures: ['pipeline_loop_detected', 'reached_max_descendant_pipelines_depth'],
  endsOnce: false,
};

/**
 * An external job does what a build does but is never queued, played or retried by itself. Like a build that has started
 * it holds its pipeline against a newer commit unless it is interruptible: what goes on outside is work as well.
 */
const external: JobKindModel = {
  machine: 'external',
  capabilities: [
    'processed',
    'needed',
    'retryable',
    'retried_with_pipeline',
    'cancelable',
    'canceled_alone',
    'auto_cancels',
    'deadline',
    'timed',
    'holds_pipeline',
    'takes_resource',
    'deploys',
    'listed',
    'copied',
  ],
  deadlineFrom: 'running_externally',
  lists: ['jobs', 'external_jobs'],
  copiedFields: definition,
  finalFailures: [],
  endsOnce: true,
};

/**
 * A commit status is moved by whoever reports it and ends with its pipeline; nothing starts, retries or cancels it alone.
 * An optional need may mean one: GitLab looks for what is needed among all jobs of the pipeline, by name.
 * Source: GitLab's `GenericCommitStatus`, `StatusCollection`.
 */
const generic: JobKindModel = {
  machine: 'generic',
  capabilities: ['needed', 'cancelable'],
  deadlineFrom: null,
  lists: [],
  copiedFields: [],
  finalFailures: [],
  endsOnce: true,
};

/** The kinds of job of GitLab with the external job among them. */
export function holdpointJobKinds(): JobKinds {
  return { kinds: { build, bridge, external, generic }, added: ['external'], hidden: {} };
}

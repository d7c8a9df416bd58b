import type { CopiedField, JobKindModel, JobKinds } from './job-kinds';

const definition: readonly CopiedField[] = [
  'stage',
  'name',
  'when',
  'allow_failure',
  'needs',
  'timeout',
  'interruptible',
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
    'cancelable',
    'auto_cancels',
    'deadline',
    'timed',
    'listed',
    'copied',
  ],
  deadlineFrom: 'running',
  lists: ['jobs'],
  copiedFields: [...definition, 'start_in', 'retry'],
};

/** A bridge is not retried with its pipeline, and playing it revives nobody. Source: GitLab's `Ci::RetryPipelineService`, `Ci::PlayBridgeService`. */
const bridge: JobKindModel = {
  machine: 'bridge',
  capabilities: [
    'processed',
    'needed',
    'retryable',
    'playable',
    'cancelable',
    'auto_cancels',
    'listed',
    'copied',
  ],
  deadlineFrom: null,
  lists: ['bridges'],
  copiedFields: definition,
};

/** An external job does what a build does but is never queued, played or retried by itself. */
const external: JobKindModel = {
  machine: 'external',
  capabilities: [
    'processed',
    'needed',
    'retryable',
    'retried_with_pipeline',
    'cancelable',
    'auto_cancels',
    'deadline',
    'timed',
    'listed',
    'copied',
  ],
  deadlineFrom: 'running_externally',
  lists: ['jobs', 'external_jobs'],
  copiedFields: definition,
};

const generic: JobKindModel = {
  machine: 'generic',
  capabilities: ['cancelable'],
  deadlineFrom: null,
  lists: [],
  copiedFields: [],
};

/** The kinds of job of GitLab with the external job among them. */
export function holdpointJobKinds(): JobKinds {
  return { kinds: { build, bridge, external, generic }, added: ['external'], hidden: {} };
}

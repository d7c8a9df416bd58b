import type { CallbackOutcome } from '@holdpoint/pipeline-domain';

/** A step of a scenario: a report from outside, a person's retry, an event of a job, or time that passes. */
export type StorageStep =
  | { readonly type: 'report'; readonly job: string; readonly outcome: CallbackOutcome; readonly percent?: number; readonly matchKey?: string }
  | { readonly type: 'retry_job'; readonly job: string }
  | { readonly type: 'fire'; readonly job: string; readonly event: 'success' | 'start_cancel' }
  | { readonly type: 'pass'; readonly ms: number };

/** A story that the same pipeline must live through on every store. */
export interface StorageScenario {
  readonly id: string;
  readonly title: string;
  /** The text of the `.gitlab-ci.yml`. */
  readonly config: string;
  readonly steps: readonly StorageStep[];
}

const MINUTE_MS = 60_000;

/** The wait comes last, so that a store which loses its place shows the rest of what it loses as well. */
const waiting = (external: string, more = ''): string => `
stages: [build, wait]
compile: { stage: build, script: make }
wait: { stage: wait, external: ${external}${more} }
`;

const started = [{ type: 'fire', job: 'compile', event: 'success' }] as const;

/** What external jobs go through, each in its smallest form. */
export const STORAGE_SCENARIOS: readonly StorageScenario[] = [
  {
    id: 'between_stages',
    title: 'a wait between two stages',
    config: `
stages: [build, wait, after]
compile: { stage: build, script: make }
wait: { stage: wait, external: true }
tell: { stage: after, script: tell }
`,
    steps: [...started, { type: 'report', job: 'wait', outcome: 'success' }, { type: 'fire', job: 'tell', event: 'success' }],
  },
  {
    id: 'success',
    title: 'a wait that ends well',
    config: waiting('true'),
    steps: [...started, { type: 'report', job: 'wait', outcome: 'success' }],
  },
  {
    id: 'failure_and_retry',
    title: 'a wait that fails and is tried again',
    config: waiting('true'),
    steps: [
      ...started,
      { type: 'report', job: 'wait', outcome: 'failed' },
      { type: 'retry_job', job: 'wait' },
      { type: 'report', job: 'wait', outcome: 'success' },
    ],
  },
  {
    id: 'needs',
    title: 'a wait that is ordered by needs, and is needed',
    config: `
stages: [one, two]
compile: { stage: one, script: make }
slow: { stage: one, script: make }
wait: { stage: two, external: true, needs: [compile] }
tell: { stage: two, script: tell, needs: [wait] }
`,
    steps: [...started, { type: 'report', job: 'wait', outcome: 'success' }],
  },
  {
    id: 'deadline',
    title: 'a wait that is over after its timeout',
    config: waiting('true', ', timeout: 10 minutes'),
    steps: [...started, { type: 'pass', ms: 9 * MINUTE_MS }, { type: 'pass', ms: 2 * MINUTE_MS }],
  },
  {
    id: 'heartbeat',
    title: 'a wait that is over when the other system falls silent',
    config: waiting('{ heartbeat: 5 minutes }'),
    steps: [
      ...started,
      { type: 'pass', ms: 4 * MINUTE_MS },
      { type: 'report', job: 'wait', outcome: 'running', percent: 40 },
      { type: 'pass', ms: 4 * MINUTE_MS },
      { type: 'pass', ms: 2 * MINUTE_MS },
    ],
  },
  {
    id: 'cancel_with_grace',
    title: 'a wait that is canceled, and the other system acknowledges',
    config: waiting('{ cancel_grace: 2 minutes }'),
    steps: [...started, { type: 'fire', job: 'wait', event: 'start_cancel' }, { type: 'report', job: 'wait', outcome: 'canceled' }],
  },
  {
    id: 'cancel_unanswered',
    title: 'a wait that is canceled, and the other system is silent',
    config: waiting('{ cancel_grace: 2 minutes }'),
    steps: [...started, { type: 'fire', job: 'wait', event: 'start_cancel' }, { type: 'pass', ms: 3 * MINUTE_MS }],
  },
  {
    id: 'match_key',
    title: 'a wait that is meant by a key',
    config: waiting('{ match: { key: shop-42 } }'),
    steps: [...started, { type: 'report', job: 'wait', outcome: 'success', matchKey: 'shop-42' }],
  },
  {
    id: 'early_report',
    title: 'a report that comes before the wait, and means it by a key',
    config: waiting('{ match: { key: shop-42 } }'),
    steps: [{ type: 'report', job: 'wait', outcome: 'success', matchKey: 'shop-42' }, ...started],
  },
  {
    id: 'allow_failure',
    title: 'a wait that may fail',
    config: waiting('true', ', allow_failure: true'),
    steps: [...started, { type: 'report', job: 'wait', outcome: 'failed' }],
  },
];

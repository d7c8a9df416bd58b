import type { Severity } from './experiment';

/** What a user would see when something is wrong, as experiments tell it. */
export const SYMPTOMS = [
  'started_early',
  'wrong_success',
  'stuck',
  'no_timeout',
  'server_error',
  'wrong_status',
  'cancel_without_effect',
  'retry_lost',
  'skipped',
  'duplicate',
  'refused',
  'not_shown',
  'wrong_time',
  'nothing',
] as const;

/** One of {@link SYMPTOMS}. */
export type Symptom = (typeof SYMPTOMS)[number];

/**
 * The rule of severity: what lets work go on that should not is worst, since it reaches production; then what never ends or
 * breaks the service; then what is wrong and can be seen; then what is only missing or shown wrongly.
 */
const SEVERITY: Readonly<Record<Symptom, Severity>> = {
  started_early: 'critical',
  wrong_success: 'critical',
  stuck: 'high',
  no_timeout: 'high',
  server_error: 'high',
  wrong_status: 'medium',
  cancel_without_effect: 'medium',
  retry_lost: 'medium',
  skipped: 'medium',
  duplicate: 'medium',
  refused: 'low',
  not_shown: 'low',
  wrong_time: 'low',
  nothing: 'none',
};

/** How bad a symptom is. */
export const severityOf = (symptom: Symptom): Severity => SEVERITY[symptom];

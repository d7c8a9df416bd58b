import type { Symptom } from '@holdpoint/evaluation-experiment';

/** Something that is done to builds and must never be done to an external job. */
export interface Operation {
  readonly id: string;
  readonly title: string;
  /** What the operation sets, as `UPDATE` takes it. */
  readonly set: string;
  /** What a user would see if it were done to an external job. */
  readonly symptom: Symptom;
  readonly seen: string;
}

/** What GitLab does to a build by its columns alone. */
export const OPERATIONS: readonly Operation[] = [
  {
    id: 'queued',
    title: 'queued for a runner',
    set: "status = 'pending'",
    symptom: 'wrong_success',
    seen: 'A runner picks the job up, finds nothing to run and reports success.',
  },
  {
    id: 'assigned',
    title: 'assigned to a runner',
    set: 'runner_id = 1',
    symptom: 'wrong_status',
    seen: 'The job is shown as work of a runner, which is asked to stop it.',
  },
  {
    id: 'played',
    title: 'left for a person to start',
    set: `"when" = 'manual'`,
    symptom: 'stuck',
    seen: 'The job waits for a person although nobody is told of it.',
  },
  {
    id: 'delayed',
    title: 'delayed',
    set: 'scheduled_at = created_at, start_in_ms = 1000',
    symptom: 'wrong_time',
    seen: 'The job is shown with a start that it does not keep.',
  },
  {
    id: 'retried_by_itself',
    title: 'retried by itself',
    set: `retry = '{"max": 2, "when": ["always"]}'`,
    symptom: 'duplicate',
    seen: 'The other system is asked again for what has failed there.',
  },
  {
    id: 'erased',
    title: 'erased',
    set: 'erased_at = created_at',
    symptom: 'not_shown',
    seen: 'The job is shown as erased although it has nothing to erase.',
  },
];

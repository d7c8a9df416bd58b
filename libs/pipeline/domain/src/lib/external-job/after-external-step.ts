import { MINUTE_MS } from '@holdpoint/kernel';
import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { inSet } from '../status/in-set';
import type { Status } from '../status/status';
import type { HookEvent } from './hook-event';

/** How long a canceled job waits for its acknowledgement when its configuration does not say. */
export const CANCEL_GRACE_MS = MINUTE_MS;

/** What a step of an external job brings with it: times of its own, parked callbacks to look for, hooks to tell. */
export function afterExternalStep(draft: PipelineDraft, job: JobDraft, from: Status, cause: Cause): void {
  const { statuses } = draft.model;
  if (inSet(statuses, 'waiting_externally', 'job.heartbeat', job.status)) {
    job.heartbeatAt = draft.now;
    draft.startedToWait.push(job);
  }
  if (inSet(statuses, 'canceling', 'cancel.grace', job.status)) {
    job.cancelDeadlineAt = draft.now + (job.external?.cancelGraceMs ?? CANCEL_GRACE_MS);
  }
  const event = hookEventOf(draft, job, from, cause);
  if (event && draft.facts.hookEvents.includes(event)) draft.effects.push({ type: 'send_hook', jobId: job.id, event });
}

/** The other system is not told what it has reported itself, nor of the end of a job it never heard of. */
function hookEventOf(draft: PipelineDraft, job: JobDraft, from: Status, cause: Cause): HookEvent | null {
  const { statuses } = draft.model;
  if (inSet(statuses, 'waiting_externally', 'hook.start', job.status)) return 'start';
  if (!inSet(statuses, 'waiting_externally', 'hook.start', from) || cause.type === 'callback') return null;
  if (cause.type === 'deadline') return 'timeout';
  return inSet(statuses, 'cancel_requested', 'hook.cancel', job.status) ? 'cancel' : null;
}

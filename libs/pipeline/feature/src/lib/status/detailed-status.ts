import type { DetailedStatusResponse } from '@holdpoint/pipeline-contract';
import type { Status } from '@holdpoint/pipeline-domain';

/** What GitLab writes for a status; a group that is not the status itself is named. */
interface Wording {
  readonly text: string;
  readonly label: string;
  readonly icon: string;
  readonly group: string;
}

const word = (text: string, label: string, icon: string, group: string): Wording => ({ text, label, icon, group });

/** Source: the classes under GitLab's `Gitlab::Ci::Status`; `running_externally` is worded in their manner. */
const WORDINGS: Readonly<Record<Status, Wording>> = {
  created: word('Created', 'created', 'status_created', 'created'),
  waiting_for_resource: word('Waiting', 'waiting for resource', 'status_pending', 'waiting-for-resource'),
  preparing: word('Preparing', 'preparing', 'status_preparing', 'preparing'),
  waiting_for_callback: word('Waiting', 'waiting for callback', 'status_pending', 'waiting-for-callback'),
  pending: word('Pending', 'pending', 'status_pending', 'pending'),
  running: word('Running', 'running', 'status_running', 'running'),
  running_externally: word('Running externally', 'running externally', 'status_running', 'running-externally'),
  success: word('Passed', 'passed', 'status_success', 'success'),
  failed: word('Failed', 'failed', 'status_failed', 'failed'),
  canceling: word('Canceling', 'canceling', 'status_canceled', 'canceling'),
  canceled: word('Canceled', 'canceled', 'status_canceled', 'canceled'),
  skipped: word('Skipped', 'skipped', 'status_skipped', 'skipped'),
  manual: word('Manual', 'manual action', 'status_manual', 'manual'),
  scheduled: word('Scheduled', 'scheduled', 'status_scheduled', 'scheduled'),
};

/** Where GitLab words the status of a whole pipeline otherwise than that of a job. */
const PIPELINE_WORDINGS: Readonly<Partial<Record<Status, Wording>>> = {
  manual: word('Blocked', 'waiting for manual action', 'status_manual', 'manual'),
  scheduled: word('Delayed', 'waiting for delayed job', 'status_scheduled', 'scheduled'),
};

/** A success in which a job with `allow_failure` has failed. */
const WITH_WARNINGS = word('Warning', 'passed with warnings', 'status_warning', 'success-with-warnings');

/** Words the status of a stage. */
export const detailedStatus = (status: Status, path: string, hasWarnings: boolean): DetailedStatusResponse =>
  toResponse(status === 'success' && hasWarnings ? WITH_WARNINGS : WORDINGS[status], path);

/** Words the status of a pipeline. */
export const detailedPipelineStatus = (status: Status, path: string, hasWarnings: boolean): DetailedStatusResponse =>
  toResponse(status === 'success' && hasWarnings ? WITH_WARNINGS : (PIPELINE_WORDINGS[status] ?? WORDINGS[status]), path);

function toResponse({ text, label, icon, group }: Wording, path: string): DetailedStatusResponse {
  const favicon = `/assets/ci_favicons/favicon_${icon}.png`;
  const shown = { icon, text, label, group, tooltip: label, favicon };
  return { ...shown, has_details: true, details_path: path, illustration: null };
}

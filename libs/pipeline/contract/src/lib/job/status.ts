/** A status of a job; stages and pipelines have all of them but `running_externally`. */
export type StatusName =
  | 'created'
  | 'waiting_for_resource'
  | 'preparing'
  | 'waiting_for_callback'
  | 'pending'
  | 'running'
  | 'running_externally'
  | 'success'
  | 'failed'
  | 'canceling'
  | 'canceled'
  | 'skipped'
  | 'manual'
  | 'scheduled';

/** A status as people see it, in GitLab's words. */
export interface DetailedStatusResponse {
  readonly icon: string;
  readonly text: string;
  readonly label: string;
  readonly group: string;
  readonly tooltip: string;
  readonly has_details: boolean;
  readonly details_path: string | null;
  readonly illustration: null;
  readonly favicon: string;
}

import type { HookPayload, HookPayloadJob } from '@holdpoint/pipeline-contract';
import type { DueDelivery } from '@holdpoint/pipeline-persistence';
import { toExternalOptions } from '../job/external-options-response';
import { toTimestamp, toTimestampOrNull } from '../view/times';
import { pagePath } from '../view/view';

/** Where the callbacks of a project are sent to. */
export const callbackUrl = (origin: string, projectId: number): string => `${origin}/api/v4/projects/${projectId}/pipeline_callback`;

/** Says what a hook is told. The token goes out with the start alone, and is in no other copy of it. */
export function toHookPayload(delivery: DueDelivery, origin: string, token: string | undefined): HookPayload {
  const { project, pipeline, event } = delivery;
  return {
    type: `external_job.${event}`,
    timestamp: toTimestamp(delivery.createdAt),
    data: {
      project: { id: project.id, path_with_namespace: project.path, web_url: origin + pagePath(project, '') },
      pipeline: { ...pipeline, web_url: origin + pagePath(project, `/-/pipelines/${pipeline.id}`) },
      job: toJob(delivery.job),
      callback: { url: callbackUrl(origin, project.id), ...(token === undefined ? {} : { token }) },
    },
  };
}

const toJob = ({ id, name, attempt, status, deadlineAt, cancelDeadlineAt, external }: DueDelivery['job']): HookPayloadJob => ({
  id,
  name,
  attempt,
  status,
  deadline_at: toTimestampOrNull(deadlineAt),
  cancel_deadline_at: toTimestampOrNull(cancelDeadlineAt),
  external: toExternalOptions(external),
});

import type { InboundCallback } from '@holdpoint/pipeline-application';
import { NO_PROGRESS } from '@holdpoint/pipeline-domain';
import type { DueDelivery } from '@holdpoint/pipeline-persistence';

/** The callback that the answer to a cancel hook amounts to: the other system has stopped its work. */
export const acknowledgedCancel = ({ webhookId, hook, project, pipeline, job }: DueDelivery): InboundCallback => ({
  target: { projectId: project.id, pipelineId: pipeline.id, jobName: null, ref: null, shas: null, matchKey: null },
  jobId: job.id,
  report: { outcome: 'canceled', progress: NO_PROGRESS },
  actor: `external_hook:${hook.id}`,
  provider: 'pipeline_callback',
  event: null,
  request: { pipeline_id: pipeline.id, job_id: job.id, job_status: 'canceled', webhook_id: webhookId },
  idempotency: null,
  replayOf: null,
  dryRun: false,
});

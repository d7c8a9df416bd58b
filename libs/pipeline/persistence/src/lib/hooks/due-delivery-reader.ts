import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { ExternalOptions, HookEvent, JobId, PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { Secrets } from '@holdpoint/secrets';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { goodSecrets } from '../rotation/secret-rotation';
import { hookSecretPurpose } from './external-hook-row';
import type { DueDelivery } from './hook-delivery-row';

interface Row {
  readonly id: number;
  readonly webhook_id: string;
  readonly event: HookEvent;
  readonly created_at: Instant;
  readonly sent_at: Instant;
  readonly hook_id: number;
  readonly url: string;
  readonly enabled: boolean;
  readonly secrets: readonly string[];
  readonly project_id: number;
  readonly path: string;
  readonly pipeline_id: PipelineId;
  readonly ref: string;
  readonly sha: string;
  readonly job_id: JobId;
  readonly name: string;
  readonly attempt: number;
  readonly status: Status;
  readonly deadline_at: Instant | null;
  readonly cancel_deadline_at: Instant | null;
  readonly external: ExternalOptions | null;
}

const dueDelivery = namedStatement<[number]>(
  'due_hook_delivery',
  `SELECT delivery.id, delivery.webhook_id, delivery.event, delivery.created_at,
     holdpoint_real_time(holdpoint_now()) AS sent_at, hook.id AS hook_id, hook.url, hook.enabled,
     ${goodSecrets('hook')},
     project.id AS project_id, project.path, pipeline.id AS pipeline_id, pipeline.ref, pipeline.sha,
     job.id AS job_id, job.name, job.attempt, job.status, job.deadline_at, job.cancel_deadline_at,
     job.options -> 'external' AS external
   FROM hook_deliveries delivery
   JOIN external_hooks hook ON hook.id = delivery.hook_id
   JOIN external_jobs job ON job.id = delivery.external_job_id
   JOIN pipelines pipeline ON pipeline.id = job.pipeline_id
   JOIN projects project ON project.id = pipeline.project_id
   WHERE delivery.id = $1 AND delivery.state = 'pending'`,
);

/** Reads what it takes to send a delivery; the one place where the secrets of hooks are decrypted. */
export class DueDeliveryReader {
  constructor(
    private readonly pool: Pool,
    private readonly secrets: Secrets,
  ) {}

  /** Of several secrets those whose key is gone are left out; throws when none is left. */
  async find(id: number): Promise<DueDelivery | undefined> {
    const [row] = await readRows<Row>(this.pool, dueDelivery(id));
    if (!row) return undefined;
    const purpose = hookSecretPurpose(row.hook_id);
    return dueDeliveryOf(row, this.secrets.decryptReadable(purpose, row.secrets));
  }
}

function dueDeliveryOf(row: Row, secrets: readonly string[]): DueDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    event: row.event,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    hook: { id: row.hook_id, url: row.url, enabled: row.enabled },
    secrets,
    project: { id: row.project_id, path: row.path },
    pipeline: { id: row.pipeline_id, ref: row.ref, sha: row.sha },
    job: {
      id: row.job_id,
      name: row.name,
      attempt: row.attempt,
      status: row.status,
      deadlineAt: row.deadline_at,
      cancelDeadlineAt: row.cancel_deadline_at,
      external: row.external ?? {},
    },
  };
}

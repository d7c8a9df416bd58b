import { namedStatement } from '@holdpoint/database';
import { toSafeText } from '@holdpoint/kernel';
import { BridgeErrors } from '@holdpoint/pipeline-application';
import type { JobId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { runCommitted } from '../sql/run-transaction';

/** At most as many are kept: a file can have a problem in each of its lines. */
const MESSAGES_MAX = 20;
const LETTERS_MAX = 1_000;

const keepErrors = namedStatement<[JobId, readonly string[]]>(
  'keep_bridge_errors',
  `INSERT INTO bridge_errors (job_id, messages) SELECT id, $2::text[] FROM builds WHERE id = $1
   ON CONFLICT (job_id) DO UPDATE SET messages = excluded.messages`,
);

/** {@link BridgeErrors} in PostgreSQL. */
export class PgBridgeErrors extends BridgeErrors {
  constructor(private readonly pool: Pool) {
    super();
  }

  async keep(jobId: JobId, messages: readonly string[]): Promise<void> {
    const kept = messages.slice(0, MESSAGES_MAX).map((message) => toSafeText(message.slice(0, LETTERS_MAX)));
    await runCommitted(this.pool, (client) => client.query(keepErrors(jobId, kept)));
  }
}

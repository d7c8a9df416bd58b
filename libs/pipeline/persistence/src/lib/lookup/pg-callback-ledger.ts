import { namedStatement } from '@holdpoint/database';
import { CallbackLedger, type CallbackRecord } from '@holdpoint/pipeline-application';
import type { Pool } from 'pg';
import { runCommitted } from '../store/run-transaction';

/** A ledger is not rewritten: of a callback that is recorded twice the first row stands. */
const insertUnmatched = namedStatement<[string, number, string, string, string, string]>(
  'insert_unmatched_callback',
  `INSERT INTO callbacks (id, project_id, provider, actor, request, received_at, unmatched_reason)
   VALUES ($1, $2, $3, $4, $5::jsonb, holdpoint_now(), $6) ON CONFLICT DO NOTHING`,
);

/** {@link CallbackLedger} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgCallbackLedger extends CallbackLedger {
  constructor(private readonly pool: Pool) {
    super();
  }

  async recordUnmatched(callback: CallbackRecord, reason: string): Promise<void> {
    const { id, projectId, provider, actor, request } = callback;
    const statement = insertUnmatched(id, projectId, provider, actor, JSON.stringify(request), reason);
    await runCommitted(this.pool, (client) => client.query(statement));
  }
}

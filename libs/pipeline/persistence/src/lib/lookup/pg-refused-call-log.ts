import { namedStatement } from '@holdpoint/database';
import { RefusedCallLog, type RefusedCallCount } from '@holdpoint/pipeline-application';
import type { Pool } from 'pg';
import { PROJECT_SHOWN } from '../projects/project-row';
import { runCommitted } from '../sql/run-transaction';
import { arraysOf, column, relationOf, type SentColumn } from '../sql/sent-rows';

const COLUMNS: readonly SentColumn<RefusedCallCount>[] = [
  column('project', 'text', ({ project }) => project),
  column('receiver', 'text', ({ receiver }) => receiver),
  column('reason', 'text', ({ reason }) => reason),
  column('calls', 'integer', ({ calls }) => calls),
  column('sample', 'jsonb', ({ sample }) => sample),
];

/** What tells counts apart. */
export const REFUSED_CALL_KEYS = 'project_id, minute, receiver, reason';

/** What a call looked like is kept once an hour: a stranger chooses it, and can be refused in every minute. */
const insertInto = (keys: string, where: string, ofSameProject: string): string =>
  `INSERT INTO refused_calls (${REFUSED_CALL_KEYS}, calls, sample) SELECT ${REFUSED_CALL_KEYS}, calls,
     CASE WHEN NOT EXISTS (SELECT FROM refused_calls earlier WHERE ${ofSameProject}
       AND earlier.minute BETWEEN date_trunc('hour', counted.minute) AND counted.minute
       AND earlier.receiver = counted.receiver AND earlier.reason = counted.reason AND earlier.sample IS NOT NULL) THEN sample END
   FROM counted WHERE ${where} ORDER BY ${REFUSED_CALL_KEYS}
   ON CONFLICT (${keys}) WHERE ${where} DO UPDATE SET calls = refused_calls.calls + excluded.calls`;

/** In the order of the keys, so that two processes which count the same wait for each other instead of deadlocking. */
const addRefusedCalls = namedStatement<unknown[]>(
  'add_refused_calls',
  `WITH counted AS MATERIALIZED (
     SELECT coalesce(by_id.id, by_path.id) AS project_id, date_trunc('minute', holdpoint_now()) AS minute,
       receiver, reason, sum(calls) AS calls, (array_agg(sample))[1] AS sample
     FROM ${relationOf(COLUMNS, 1)} refused
     LEFT JOIN projects by_id ON by_id.id = CASE WHEN project ~ '^[0-9]{1,18}$' THEN project::bigint END AND by_id.${PROJECT_SHOWN}
     LEFT JOIN projects by_path ON lower(by_path.path) = lower(project) AND by_path.${PROJECT_SHOWN}
     GROUP BY 1, 2, 3, 4),
   of_projects AS (${insertInto(REFUSED_CALL_KEYS, 'project_id IS NOT NULL', 'earlier.project_id = counted.project_id')})
   ${insertInto('minute, receiver, reason', 'project_id IS NULL', 'earlier.project_id IS NULL')}`,
);

/** {@link RefusedCallLog} in PostgreSQL. */
export class PgRefusedCallLog extends RefusedCallLog {
  constructor(private readonly pool: Pool) {
    super();
  }

  async add(counts: readonly RefusedCallCount[]): Promise<void> {
    await runCommitted(this.pool, (client) => client.query(addRefusedCalls(...arraysOf(COLUMNS, counts))));
  }
}

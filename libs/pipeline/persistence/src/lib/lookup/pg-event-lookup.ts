import { namedStatement } from '@holdpoint/database';
import { EventLookup, type ConsumingJob, type ParkedEvent, type ParkedSearch, type WatcherSearch } from '@holdpoint/pipeline-application';
import {
  callbackStatuses,
  CONSUMING_REASONS,
  CONSUMING_VERDICTS,
  digestKey,
  relationTo,
  UNDECIDED_REASONS,
  type CallbackMatchPolicy,
  type CiModel,
  type KnownDigest,
  type ShaOnRef,
  type Verdict,
  type VerdictReason,
  type Watcher,
  type Watchers,
} from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { knownDigest } from '../artifacts/known-digest';
import { readRows } from '../sql/read-rows';
import { hasConsumed } from './has-consumed';
import { watchersStatement, type WatchersValues } from './watchers-statement';

const knownDigestStatement = namedStatement<[number, string]>('known_digest', `SELECT * FROM ${knownDigest('$1', '$2')} known`);

const consumers = namedStatement<[projectId: number, occurrence: string, verdicts: readonly Verdict[], reasons: readonly VerdictReason[]]>(
  'consumers_of_occurrence',
  `SELECT DISTINCT job.pipeline_id AS "pipelineId", job.id AS "jobId", job.name AS "jobName"
   FROM callbacks callback JOIN callback_matches match ON match.callback_id = callback.id AND ${hasConsumed('$3', '$4')}
   JOIN external_jobs earlier ON earlier.id = match.external_job_id AND earlier.retried
   JOIN external_jobs job ON job.pipeline_id = earlier.pipeline_id AND job.name = earlier.name AND NOT job.retried
   WHERE callback.project_id = $1 AND callback.occurrence = $2`,
);

const parkedEvents = namedStatement<[key: string, afterId: number | null, limit: number]>(
  'parked_events',
  `SELECT parked.id AS "parkedId", callback.id AS "callbackId", callback.event -> 'revision' AS revision
   FROM parked_callbacks parked JOIN callbacks callback ON callback.id = parked.callback_id
   WHERE parked.id IN (SELECT parked_id FROM parked_keys WHERE key = $1) AND parked.expires_at > holdpoint_now()
     AND parked.id > coalesce($2::bigint, 0) ORDER BY parked.id LIMIT $3`,
);

interface FoundJob extends Omit<Watcher, 'relation'> {
  readonly own: ShaOnRef;
  readonly shas: readonly ShaOnRef[];
}

interface WatchersRow {
  readonly policy: CallbackMatchPolicy;
  readonly isWatched: boolean;
  readonly jobs: readonly FoundJob[];
}

/** {@link EventLookup} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgEventLookup extends EventLookup {
  constructor(
    private readonly pool: Pool,
    private readonly model: CiModel,
  ) {
    super();
  }

  async findDigest(projectId: number, digest: string): Promise<KnownDigest> {
    const [known] = await readRows<KnownDigest>(this.pool, knownDigestStatement(projectId, digest));
    if (!known) throw new Error('An aggregate answers one row');
    return known;
  }

  async findWatchers(search: WatcherSearch): Promise<Watchers> {
    const [row] = await readRows<WatchersRow>(this.pool, watchersStatement(valuesOf(search, this.model)));
    if (!row) throw new Error('A search for watchers answers one row');
    return { ...row, jobs: row.jobs.map(toWatcher) };
  }

  findConsumers(projectId: number, occurrence: string): Promise<readonly ConsumingJob[]> {
    return readRows<ConsumingJob>(this.pool, consumers(projectId, occurrence, CONSUMING_VERDICTS, CONSUMING_REASONS));
  }

  findParkedEvents({ projectId, digest, afterId, limit }: ParkedSearch): Promise<readonly ParkedEvent[]> {
    return readRows<ParkedEvent>(this.pool, parkedEvents(digestKey(projectId, digest), afterId, limit));
  }
}

const toWatcher = ({ own, shas, ...job }: FoundJob): Watcher => ({ ...job, relation: relationTo(own, shas) });

const valuesOf = (search: WatcherSearch, model: CiModel): WatchersValues => ({
  ...search,
  ...callbackStatuses(model),
  consumingVerdicts: CONSUMING_VERDICTS,
  consumingReasons: CONSUMING_REASONS,
  undecidedReasons: UNDECIDED_REASONS,
});

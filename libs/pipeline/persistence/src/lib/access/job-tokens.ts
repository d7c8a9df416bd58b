import { BatchedLookup, namedStatement } from '@holdpoint/database';
import { JOB_TOKEN_PREFIX, type JobId, type PipelineId } from '@holdpoint/pipeline-domain';
import { equalSecrets, type Secrets } from '@holdpoint/secrets';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { runCommitted } from '../sql/run-transaction';

/** The attempt of an external job that a token stands for. */
export interface TokenJob {
  readonly jobId: JobId;
  readonly pipelineId: PipelineId;
  readonly projectId: number;
}

/** A token in clear; it is sent or shown and kept nowhere. */
export interface JobToken {
  readonly token: string;
  readonly jobId: JobId;
  readonly attempt: number;
}

interface TokenRow {
  readonly id: JobId;
  readonly attempt: number;
  readonly nonce: string;
  readonly key_id: string | null;
  readonly pipeline_id: PipelineId;
  readonly project_id: number;
}

const PURPOSE = 'external_jobs.token';
const TOKEN = /^hpjt-(?<jobId>[1-9]\d{0,15})\.(?<mac>[\w-]{43})$/;

const COLUMNS = 'job.id, job.attempt, job.token_nonce AS nonce, job.token_key_id AS key_id, job.pipeline_id, pipeline.project_id';

const tokenJobs = namedStatement<[readonly JobId[]]>(
  'token_jobs',
  `SELECT ${COLUMNS} FROM external_jobs job JOIN pipelines pipeline ON pipeline.id = job.pipeline_id
   WHERE job.id = ANY($1::bigint[])`,
);

const latestTokenJob = namedStatement<[number, JobId]>(
  'latest_token_job',
  `SELECT ${COLUMNS} FROM external_jobs named
   JOIN external_jobs job ON job.pipeline_id = named.pipeline_id AND job.name = named.name AND NOT job.retried
   JOIN pipelines pipeline ON pipeline.id = job.pipeline_id
   WHERE named.id = $2 AND pipeline.project_id = $1`,
);

/** The key of an attempt is chosen once and stays, so that a rotation of keys ends no token; one that is gone is replaced. */
const chooseKey = namedStatement<[JobId, readonly string[], string]>(
  'choose_token_key',
  `UPDATE external_jobs SET token_key_id = $3
   WHERE id = $1 AND (token_key_id IS NULL OR token_key_id <> ALL($2::text[]))`,
);

/**
 * Tokens by which other systems report on one attempt of an external job, and on nothing else. They are derived from a
 * key of the server and a nonce of the attempt, so none is stored; a retry makes a new one.
 */
export class JobTokens {
  private readonly jobs: BatchedLookup<JobId, TokenRow>;

  constructor(
    private readonly pool: Pool,
    private readonly secrets: Secrets,
  ) {
    this.jobs = new BatchedLookup(async (ids) => {
      const rows = await readRows<TokenRow>(this.pool, tokenJobs(ids));
      return new Map(rows.map((row) => [row.id, row]));
    });
  }

  /** The token of an attempt; undefined when there is no such external job. */
  async derive(jobId: JobId): Promise<JobToken | undefined> {
    const row = await this.jobs.find(jobId);
    return row && this.tokenOf(row);
  }

  /** The token of the latest attempt of a project's external job, whichever attempt is named. */
  async deriveLatest(projectId: number, jobId: JobId): Promise<JobToken | undefined> {
    const [row] = await readRows<TokenRow>(this.pool, latestTokenJob(projectId, jobId));
    return row && this.tokenOf(row);
  }

  /** Whom a token stands for; undefined when it was not derived here. Compares in constant time. */
  async verify(token: string): Promise<TokenJob | undefined> {
    const { jobId = '', mac = '' } = TOKEN.exec(token)?.groups ?? {};
    if (mac === '') return undefined;
    const row = await this.jobs.find(Number(jobId));
    if (!row || row.key_id === null || !this.secrets.keyIds.includes(row.key_id)) return undefined;
    if (!equalSecrets(mac, this.macOf(row, row.key_id))) return undefined;
    return { jobId: row.id, pipelineId: row.pipeline_id, projectId: row.project_id };
  }

  private async tokenOf(row: TokenRow): Promise<JobToken | undefined> {
    const { keyIds } = this.secrets;
    const keyId = row.key_id !== null && keyIds.includes(row.key_id) ? row.key_id : await this.keyOf(row.id);
    return keyId === null ? undefined : { token: `${JOB_TOKEN_PREFIX}${row.id}.${this.macOf(row, keyId)}`, jobId: row.id, attempt: row.attempt };
  }

  /** Read again, as somebody with other keys may have chosen first. */
  private async keyOf(jobId: JobId): Promise<string | null> {
    const { keyIds } = this.secrets;
    await runCommitted(this.pool, (client) => client.query(chooseKey(jobId, keyIds, keyIds[0] ?? '')));
    return (await this.jobs.find(jobId))?.key_id ?? null;
  }

  private macOf({ id, attempt, nonce }: TokenRow, keyId: string): string {
    return this.secrets.mac(PURPOSE, JSON.stringify([id, attempt, nonce]), keyId).mac.toString('base64url');
  }
}

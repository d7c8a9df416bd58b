import { namedStatement, type NamedQuery } from '@holdpoint/database';
import { err, ok, type Instant, type Result } from '@holdpoint/kernel';
import { digestKey } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { offsetOf, uncountedPage, type PageOf, type PageRequest } from '../sql/page-of';
import { lockCallbackKeys } from '../store/parked-callbacks';
import { runTransaction } from '../sql/run-transaction';
import { STATEMENT_CLOCK } from '../sql/statement-clock';
import type { ArtifactSource } from './artifact-source';
import { hurryResolution } from './artifact-tasks';

/** What somebody who is trusted says that a digest stands for. */
export interface NewArtifactRevision {
  readonly projectId: number;
  /** Of the manifest: `sha256:…`. */
  readonly digest: string;
  readonly repository: string;
  readonly source: ArtifactSource;
  /** Null where a registry has nothing to say. */
  readonly sha: string | null;
  readonly ref: string | null;
  readonly createdBy: string;
}

/** The same as it is stored; the instant in epoch milliseconds. */
export interface ArtifactRevisionRow extends NewArtifactRevision {
  readonly id: number;
  readonly createdAt: Instant;
}

/** Which revisions a list shows; what is null does not filter. */
export interface ArtifactRevisionFilter {
  readonly digest: string | null;
  readonly sha: string | null;
  readonly repository: string | null;
}

const COLUMNS = `id, project_id AS "projectId", digest, repository, source, sha, ref, created_by AS "createdBy", created_at AS "createdAt"`;

/** What may be registered for one digest: its events walk all of that, and the ancestors, for each job that waits. */
const REGISTERED_MAX = 100;

const HAS_ROOM = `($4 <> 'registered' OR (SELECT count(*) FROM artifact_revisions
  WHERE project_id = $1 AND digest = $2 AND source = 'registered') < ${REGISTERED_MAX})`;

const insertRevision = namedStatement<unknown[]>(
  'insert_artifact_revision',
  `INSERT INTO artifact_revisions (project_id, digest, repository, source, sha, ref, created_by, created_at, asked_at)
   SELECT $1::bigint, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, clock.now, CASE WHEN $4 = 'registry' THEN clock.now END
   FROM ${STATEMENT_CLOCK} WHERE ${HAS_ROOM} ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
);

const IS_SAME = `project_id = $1 AND digest = $2 AND repository = $3 AND source = $4 AND sha IS NOT DISTINCT FROM $5`;

const sameRevision = namedStatement<unknown[]>('same_artifact_revision', `SELECT ${COLUMNS} FROM artifact_revisions WHERE ${IS_SAME}`);

/** A registry that says the same again has been asked now. */
const answeredAgain = namedStatement<unknown[]>(
  'answered_artifact_revision_again',
  `UPDATE artifact_revisions SET asked_at = holdpoint_now() WHERE ${IS_SAME} RETURNING ${COLUMNS}`,
);

const FILTERS = ['digest', 'sha', 'repository'] as const;

/** A statement for each set of filters: one for all of them would use no index. */
function revisionPage(projectId: number, filter: ArtifactRevisionFilter, limit: number, offset: number): NamedQuery<unknown[]> {
  const given = FILTERS.filter((name) => filter[name] !== null);
  const conditions = given.map((name, index) => ` AND ${name} = $${index + 4}`).join('');
  const text = `SELECT ${COLUMNS} FROM artifact_revisions WHERE project_id = $1${conditions} ORDER BY id DESC LIMIT $2 OFFSET $3`;
  const statement = namedStatement<unknown[]>(['artifact_revision_page', ...given].join('_'), text);
  return statement(projectId, limit, offset, ...given.map((name) => filter[name]));
}

/** What the digests of artifacts stand for, as builds have registered it and registries have answered. */
export class ArtifactRevisions {
  constructor(private readonly pool: Pool) {}

  /**
   * Keeps what a digest stands for and has the events decided again that wait for it; what is known already is answered
   * as it stands, and no more than so many revisions are registered for a digest. Under the lock of the digest's key:
   * whoever parks an event there sees this row, or is seen here.
   */
  add({ projectId, digest, repository, source, sha, ref, createdBy }: NewArtifactRevision): Promise<Result<AddedRevision, 'limit_reached'>> {
    return runTransaction(this.pool, async (client) => {
      await lockCallbackKeys(client, [digestKey(projectId, digest)]);
      const inserted = await client.query<ArtifactRevisionRow>(insertRevision(projectId, digest, repository, source, sha, ref, createdBy));
      const [added] = inserted.rows;
      // Whoever has asked a registry decides the events itself.
      if (added && source === 'registered') await hurryResolution(client, projectId, digest);
      const same = source === 'registry' ? answeredAgain : sameRevision;
      const [known] = added ? [added] : (await client.query<ArtifactRevisionRow>(same(projectId, digest, repository, source, sha))).rows;
      return known ? ok({ revision: known, isNew: added !== undefined }) : err('limit_reached');
    });
  }

  /** A page of a project's revisions, newest first; not counted. */
  async list(projectId: number, filter: ArtifactRevisionFilter, page: PageRequest): Promise<PageOf<ArtifactRevisionRow>> {
    const statement = revisionPage(projectId, filter, page.perPage + 1, offsetOf(page));
    return uncountedPage(await readRows<ArtifactRevisionRow>(this.pool, statement), page);
  }
}

/** A revision that was added, or was there. */
export interface AddedRevision {
  readonly revision: ArtifactRevisionRow;
  readonly isNew: boolean;
}

import { BatchedLookup, namedStatement } from '@holdpoint/database';
import { assert, type Result } from '@holdpoint/kernel';
import type { AccessLevel, Bearer } from '@holdpoint/pipeline-domain';
import { secretDigest } from '@holdpoint/secrets';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { PROJECT_COLUMNS, PROJECT_SHOWN, type ProjectRow } from '../projects/project-row';
import { bearerOf, projectOf, RESOLVED_COLUMNS, type ResolvedRow, type TokenProblem } from './resolved-row';

/** What a request says of itself: a token, and the project in its address by id or path. */
export interface AccessQuestion {
  /** Null when somebody else knows who calls. */
  readonly token: string | null;
  /** Null when the address names none. */
  readonly project: number | string | null;
}

/** What is true of a request before it is judged. */
export interface ResolvedAccess {
  readonly bearer: Result<Bearer, TokenProblem>;
  /** The project, whether the bearer may see it or not; null when there is none. */
  readonly project: ProjectRow | null;
  readonly memberLevel: AccessLevel | null;
}

/**
 * One statement for everything that is asked of every request, of all requests of a turn. It does the same work for a
 * project that is not there as for one of others, so neither its answer nor its time tells them apart. A path is found in
 * any case, by the index that lets no two differ by case alone. One column, as `pg` makes an object of the names of all
 * columns for every answer.
 */
const resolveAccess = namedStatement<
  [digests: readonly (string | null)[], ids: readonly (number | null)[], paths: readonly (string | null)[]]
>(
  'resolve_access',
  `SELECT row_to_json(resolved) AS resolved FROM (SELECT ${RESOLVED_COLUMNS}
   FROM unnest($1::text[], $2::bigint[], $3::text[]) WITH ORDINALITY AS asked (digest, project_id, path, position)
   LEFT JOIN access_tokens token ON token.token_digest = asked.digest
   LEFT JOIN users ON users.id = token.user_id
   LEFT JOIN LATERAL (
     SELECT ${PROJECT_COLUMNS} FROM projects WHERE id = asked.project_id AND ${PROJECT_SHOWN}
     UNION ALL SELECT ${PROJECT_COLUMNS} FROM projects WHERE lower(path) = lower(asked.path) AND ${PROJECT_SHOWN}
   ) project ON true) resolved`,
);

/**
 * Finds out for requests who calls and what they are to the project that they name. Only digests of tokens are stored
 * and compared: tokens are long random strings, so a digest cannot be guessed back, and looking it up in an index gives
 * away nothing about a token by its timing.
 */
export class AccessLookup {
  /** By {@link keyOf} the question: most calls of a turn come from few senders, and those are asked about once. */
  private readonly resolved: BatchedLookup<string, ResolvedAccess>;

  constructor(private readonly pool: Pool) {
    this.resolved = new BatchedLookup((keys) => this.resolveAll(keys));
  }

  /** Asked again for every request, so that a revoked token is refused at once. */
  async resolve(question: AccessQuestion): Promise<ResolvedAccess> {
    const resolved = await this.resolved.find(keyOf(question));
    assert(resolved, 'every question has an answer');
    return resolved;
  }

  private async resolveAll(keys: readonly string[]): Promise<ReadonlyMap<string, ResolvedAccess>> {
    const questions = keys.map(questionOf);
    const digests = questions.map(({ token }) => (token === null ? null : secretDigest(token)));
    const ids = questions.map(({ project }) => (typeof project === 'number' ? project : null));
    const paths = questions.map(({ project }) => (typeof project === 'string' ? project : null));
    const rows = await readRows<{ resolved: ResolvedRow }>(this.pool, resolveAccess(digests, ids, paths));
    return new Map(rows.flatMap(({ resolved }) => answerOf(resolved, keys)));
  }
}

const keyOf = ({ token, project }: AccessQuestion): string => JSON.stringify([token, project]);

function questionOf(key: string): AccessQuestion {
  const [token, project] = JSON.parse(key) as [AccessQuestion['token'], AccessQuestion['project']];
  return { token, project };
}

function answerOf(row: ResolvedRow, keys: readonly string[]): [string, ResolvedAccess][] {
  const key = keys[row.position - 1];
  if (key === undefined) return [];
  return [[key, { bearer: bearerOf(row), project: projectOf(row), memberLevel: row.memberLevel }]];
}

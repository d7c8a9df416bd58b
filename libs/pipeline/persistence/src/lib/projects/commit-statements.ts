import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import { STATEMENT_CLOCK } from '../sql/statement-clock';

const COMMIT = `commits.id, commits.project_id AS "projectId", commits.sha, commits.parent_sha AS "parentSha",
  commits.message, commits.author_name AS "authorName", commits.author_email AS "authorEmail", commits.created_at AS "createdAt"`;

/**
 * Locks the project's row, not the branch's: a branch that is not there yet has none, and two must not make it at once.
 * NO KEY UPDATE lets others go on inserting rows that refer to the project.
 */
export const lockProject = namedStatement<[number]>(
  'lock_project',
  'SELECT id FROM projects WHERE id = $1 FOR NO KEY UPDATE',
);

/** Read after the lock, in a statement of its own, so that the heads are not older than the wait for it. */
export const readHeads = namedStatement<[number, string, string | null, string | null]>(
  'read_heads',
  `SELECT clock.now, EXISTS (SELECT FROM branches WHERE project_id = $1) AS started,
     (SELECT ARRAY[commits.sha, commits.files::text] FROM branches JOIN commits ON commits.id = branches.commit_id
      WHERE branches.project_id = $1 AND branches.name = $2) AS branch,
     (SELECT ARRAY[sha, files::text] FROM commits WHERE project_id = $1
        AND (sha = $4 OR id = (SELECT commit_id FROM branches WHERE project_id = $1 AND name = $3))) AS start
   FROM ${STATEMENT_CLOCK}`,
);

/**
 * The commits that have given files what is in them at a commit: back from it as long as the parent holds the same. A path
 * that the commit does not hold has no row.
 */
export const lastCommitsOfPaths = namedStatement<[number, string, readonly string[]]>(
  'last_commits_of_paths',
  `SELECT given.path, last.sha FROM unnest($3::text[]) AS given (path) CROSS JOIN LATERAL (
     WITH RECURSIVE unchanged AS (
       SELECT sha, parent_sha, files -> given.path AS content, 0 AS distance FROM commits
       WHERE project_id = $1 AND sha = $2 AND files ? given.path
       UNION ALL
       SELECT parent.sha, parent.parent_sha, unchanged.content, unchanged.distance + 1 FROM unchanged
       JOIN commits parent ON parent.project_id = $1 AND parent.sha = unchanged.parent_sha
       WHERE parent.files -> given.path = unchanged.content)
     SELECT sha FROM unchanged ORDER BY distance DESC LIMIT 1) AS last`,
);

/** Two branches may hold the same commit: the same content on the same parent at the same instant is one, as in git. */
export const insertCommit = namedStatement<[number, string, string | null, string, string, string | null, string, Instant]>(
  'insert_commit',
  `INSERT INTO commits (project_id, sha, parent_sha, message, author_name, author_email, files, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, to_timestamp($8::float8 / 1000))
   ON CONFLICT (project_id, sha) DO UPDATE SET sha = excluded.sha RETURNING ${COMMIT}`,
);

/** The project's lock keeps the head from moving between reading and writing it. */
export const moveBranch = namedStatement<[number, string, number]>(
  'move_branch',
  `INSERT INTO branches (project_id, name, commit_id) VALUES ($1, $2, $3)
   ON CONFLICT (project_id, name) DO UPDATE SET commit_id = excluded.commit_id`,
);

/** One commit by its name. */
export const commitBySha = namedStatement<[number, string]>(
  'commit_by_sha',
  `SELECT ${COMMIT} FROM commits WHERE project_id = $1 AND sha = $2`,
);

/** Two are enough to know that an abbreviation names no commit: every digit is below `g`, in whatever order texts are kept. */
export const commitsByPrefix = namedStatement<[number, string]>(
  'commits_by_prefix',
  `SELECT ${COMMIT} FROM commits WHERE project_id = $1 AND sha >= $2 AND sha < $2 || 'g' LIMIT 2`,
);

export const branchOfProject = namedStatement<[number, string]>(
  'branch_of_project',
  `SELECT branches.name AS branch, ${COMMIT} FROM branches JOIN commits ON commits.id = branches.commit_id
   WHERE branches.project_id = $1 AND branches.name = $2`,
);

/**
 * A part of the branches whose names contain a text, in any case; of all when it is empty. Begin must those that are searched
 * for with `^` before the text, end those with `$` behind it. Source: GitLab's `BranchesFinder`.
 */
export const branchesOfProject = namedStatement<[number, search: string, limit: number, offset: number]>(
  'branches_of_project',
  `SELECT branches.name AS branch, ${COMMIT} FROM branches JOIN commits ON commits.id = branches.commit_id
   WHERE branches.project_id = $1 AND CASE
     WHEN $2 LIKE '^%' THEN starts_with(lower(branches.name), lower(substr($2, 2)))
     WHEN $2 LIKE '%$' THEN starts_with(reverse(lower(branches.name)), reverse(lower(left($2, -1))))
     ELSE strpos(lower(branches.name), lower($2)) > 0 END ORDER BY branches.name LIMIT $3 OFFSET $4`,
);

/** Walks from a commit to its parents, newest first; asks for one row more than the page holds, to know if there is another. */
export const commitAncestors = namedStatement<[number, string, number, number]>(
  'commit_ancestors',
  `WITH RECURSIVE ancestors AS (
     SELECT id, parent_sha, 0 AS distance FROM commits WHERE project_id = $1 AND sha = $2
     UNION ALL
     SELECT parent.id, parent.parent_sha, ancestors.distance + 1 FROM ancestors
     JOIN commits parent ON parent.project_id = $1 AND parent.sha = ancestors.parent_sha)
   SELECT ${COMMIT} FROM ancestors JOIN commits USING (id) ORDER BY distance LIMIT $4 OFFSET $3`,
);

/** One file of a commit; no row when there is no such commit or file. */
export const commitFile = namedStatement<[number, string, string]>(
  'commit_file',
  'SELECT files ->> $3 AS content FROM commits WHERE project_id = $1 AND sha = $2 AND files ? $3',
);

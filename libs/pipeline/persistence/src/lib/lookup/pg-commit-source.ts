import { namedStatement } from '@holdpoint/database';
import { SECOND_MS } from '@holdpoint/kernel';
import { CommitSource, type CommitFacts, type CommitFiles, type CommitSnapshot } from '@holdpoint/pipeline-application';
import type { Pool } from 'pg';
import { readRows } from './read-rows';

const commitOfBranch = namedStatement<[number, string]>(
  'commit_of_branch',
  `SELECT commits.sha, commits.message, projects.default_branch, projects.path, projects.build_timeout_s,
     commits.files ->> '.gitlab-ci.yml' AS ci_config
   FROM branches JOIN commits ON commits.id = branches.commit_id JOIN projects ON projects.id = branches.project_id
   WHERE branches.project_id = $1 AND branches.name = $2`,
);

const filesOfCommit = namedStatement<[number, string, readonly string[]]>(
  'files_of_commit',
  `SELECT commits.sha, commits.message, projects.default_branch, projects.path, projects.build_timeout_s,
     (SELECT coalesce(json_agg(json_build_object('path', wanted.path, 'text', commits.files ->> wanted.path)
        ORDER BY wanted.position), '[]') FROM unnest($3::text[]) WITH ORDINALITY AS wanted (path, position)) AS files
   FROM commits JOIN projects ON projects.id = commits.project_id WHERE commits.project_id = $1 AND commits.sha = $2`,
);

interface Row {
  readonly sha: string;
  readonly message: string;
  readonly default_branch: string;
  readonly path: string;
  readonly build_timeout_s: number;
}

interface HeadRow extends Row {
  readonly ci_config: string | null;
}

interface FilesRow extends Row {
  readonly files: CommitFiles['files'];
}

/** {@link CommitSource} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgCommitSource extends CommitSource {
  constructor(private readonly pool: Pool) {
    super();
  }

  async find(projectId: number, ref: string): Promise<CommitSnapshot | undefined> {
    const [row] = await readRows<HeadRow>(this.pool, commitOfBranch(projectId, ref));
    return row && { ...factsOf(row), ref, ciConfig: row.ci_config ?? undefined };
  }

  async findFiles(projectId: number, sha: string, paths: readonly string[]): Promise<CommitFiles | undefined> {
    const [row] = await readRows<FilesRow>(this.pool, filesOfCommit(projectId, sha, paths));
    return row && { ...factsOf(row), files: row.files };
  }
}

const factsOf = (row: Row): CommitFacts => ({
  sha: row.sha,
  message: row.message,
  defaultBranch: row.default_branch,
  projectPath: row.path,
  defaultTimeoutMs: row.build_timeout_s * SECOND_MS,
});

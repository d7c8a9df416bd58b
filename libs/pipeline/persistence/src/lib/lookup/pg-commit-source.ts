import { namedStatement } from '@holdpoint/database';
import { SECOND_MS } from '@holdpoint/kernel';
import { CommitSource, type CommitSnapshot } from '@holdpoint/pipeline-application';
import type { Pool } from 'pg';
import { readRows } from './read-rows';

const commitOfBranch = namedStatement<[number, string]>(
  'commit_of_branch',
  `SELECT commits.sha, projects.default_branch, projects.path, projects.build_timeout_s,
     commits.files ->> '.gitlab-ci.yml' AS ci_config
   FROM branches JOIN commits ON commits.id = branches.commit_id JOIN projects ON projects.id = branches.project_id
   WHERE branches.project_id = $1 AND branches.name = $2`,
);

interface Row {
  readonly sha: string;
  readonly default_branch: string;
  readonly path: string;
  readonly build_timeout_s: number;
  readonly ci_config: string | null;
}

/** {@link CommitSource} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgCommitSource extends CommitSource {
  constructor(private readonly pool: Pool) {
    super();
  }

  async find(projectId: number, ref: string): Promise<CommitSnapshot | undefined> {
    const [row] = await readRows<Row>(this.pool, commitOfBranch(projectId, ref));
    return row && {
      sha: row.sha,
      ref,
      defaultBranch: row.default_branch,
      projectPath: row.path,
      defaultTimeoutMs: row.build_timeout_s * SECOND_MS,
      ciConfig: row.ci_config ?? undefined,
    };
  }
}

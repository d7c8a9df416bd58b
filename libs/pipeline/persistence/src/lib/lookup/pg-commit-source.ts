import { namedStatement } from '@holdpoint/database';
import { SECOND_MS, type Instant } from '@holdpoint/kernel';
import { CommitSource, type CommitFacts, type CommitSnapshot, type TreeFacts, type TreeQuestions } from '@holdpoint/pipeline-application';
import { authorOf } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { PROJECT_SHOWN } from '../projects/project-row';
import { readRows } from '../sql/read-rows';
import { readTree } from './read-tree';

const FACTS = `commits.sha, commits.message, commits.author_name, commits.author_email, commits.created_at, projects.default_branch, projects.path,
  projects.name AS project_name, projects.build_timeout_s, maker.id AS user_id, maker.name AS user_name`;

const commitOfBranch = namedStatement<[number, string, string]>(
  'commit_of_branch',
  `SELECT ${FACTS}, commits.files ->> '.gitlab-ci.yml' AS ci_config
   FROM branches JOIN commits ON commits.id = branches.commit_id JOIN projects ON projects.id = branches.project_id
   LEFT JOIN users maker ON maker.username = $3
   WHERE branches.project_id = $1 AND branches.name = $2 AND ${PROJECT_SHOWN}`,
);

const commitOfSha = namedStatement<[number, string, string]>(
  'commit_of_sha',
  `SELECT ${FACTS} FROM commits JOIN projects ON projects.id = commits.project_id LEFT JOIN users maker ON maker.username = $3
   WHERE commits.project_id = $1 AND commits.sha = $2 AND ${PROJECT_SHOWN}`,
);

interface Row {
  readonly sha: string;
  readonly message: string;
  readonly author_name: string;
  readonly author_email: string | null;
  readonly created_at: Instant;
  readonly default_branch: string;
  readonly path: string;
  readonly project_name: string;
  readonly build_timeout_s: number;
  readonly user_id: number | null;
  readonly user_name: string | null;
}

interface HeadRow extends Row {
  readonly ci_config: string | null;
}

/** {@link CommitSource} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgCommitSource extends CommitSource {
  constructor(private readonly pool: Pool) {
    super();
  }

  async find(projectId: number, ref: string, username: string): Promise<CommitSnapshot | undefined> {
    const [row] = await readRows<HeadRow>(this.pool, commitOfBranch(projectId, ref, username));
    return row && { ...factsOf(row), ref, ciConfig: row.ci_config ?? undefined };
  }

  async findCommit(projectId: number, sha: string, username: string): Promise<CommitFacts | undefined> {
    const [row] = await readRows<Row>(this.pool, commitOfSha(projectId, sha, username));
    return row && factsOf(row);
  }

  readTree(projectId: number, sha: string, questions: TreeQuestions): Promise<TreeFacts> {
    return readTree(this.pool, projectId, sha, questions);
  }
}

const factsOf = (row: Row): CommitFacts => ({
  sha: row.sha,
  message: row.message,
  author: authorOf(row.author_name, row.author_email),
  timestamp: new Date(row.created_at).toISOString().replace(/\.\d+/, ''),
  defaultBranch: row.default_branch,
  projectPath: row.path,
  projectTitle: row.project_name,
  defaultTimeoutMs: row.build_timeout_s * SECOND_MS,
  user: row.user_id === null || row.user_name === null ? null : { id: row.user_id, name: row.user_name },
});

import { assert, err, ok, type Instant, type Result } from '@holdpoint/kernel';
import type { ClientBase, Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { offsetOf, uncountedPage, type PageOf, type PageRequest } from '../sql/page-of';
import { runTransaction } from '../sql/run-transaction';
import { changeFiles, commitSha, type CommitAction, type CommitContent, type FileProblem, type Files, type TreeProblem } from './commit-files';
import type { CommitRow } from './commit-row';
import {
  branchesOfProject,
  branchOfProject,
  commitAncestors,
  commitBySha,
  commitsByPrefix,
  commitFile,
  insertCommit,
  lastCommitsOfPaths,
  lockProject,
  moveBranch,
  readHeads,
} from './commit-statements';
import type { BranchRow } from './project-row';

/** A commit to be made on a branch. */
export interface NewCommit {
  readonly branch: string;
  /** The branch that a new branch starts from; a project's first commit needs none. */
  readonly startBranch?: string;
  /** The commit that it starts from instead. */
  readonly startSha?: string;
  readonly message: string;
  readonly authorName: string;
  /** Null where none is kept. */
  readonly authorEmail: string | null;
  readonly actions: readonly CommitAction[];
}

/** Why a commit was not made. */
export type CommitRefusal =
  | FileProblem
  | TreeProblem
  | { readonly code: 'project_not_found' | 'branch_not_found' | 'branch_exists' | 'start_branch_not_found' | 'start_sha_not_found' };

/** Commits and branches in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class CommitRepository {
  constructor(private readonly pool: Pool) {}

  /** Makes a commit and moves its branch to it, under the project's lock. */
  commit(projectId: number, commit: NewCommit): Promise<Result<CommitRow, CommitRefusal>> {
    return runTransaction(this.pool, (client) => makeCommit(client, projectId, commit));
  }

  /** A commit by its sha; undefined when there is none. */
  async findCommit(projectId: number, sha: string): Promise<CommitRow | undefined> {
    const [commit] = await readRows<CommitRow>(this.pool, commitBySha(projectId, sha));
    return commit;
  }

  /** The commit whose sha begins so; undefined when none does, or several do. */
  async findAbbreviated(projectId: number, prefix: string): Promise<CommitRow | undefined> {
    const [commit, another] = await readRows<CommitRow>(this.pool, commitsByPrefix(projectId, prefix));
    return another ? undefined : commit;
  }

  /** A commit and its ancestors, newest first; not counted. */
  async listCommits(projectId: number, headSha: string, page: PageRequest): Promise<PageOf<CommitRow>> {
    const statement = commitAncestors(projectId, headSha, offsetOf(page), page.perPage + 1);
    return uncountedPage(await readRows<CommitRow>(this.pool, statement), page);
  }

  /** The text of a file at a commit; undefined when there is none. */
  async readFile(projectId: number, sha: string, path: string): Promise<string | undefined> {
    const [file] = await readRows<{ content: string }>(this.pool, commitFile(projectId, sha, path));
    return file?.content;
  }

  /** A branch by its name; undefined when there is none. */
  async findBranch(projectId: number, name: string): Promise<BranchRow | undefined> {
    const [row] = await readRows<NamedCommit>(this.pool, branchOfProject(projectId, name));
    return row && toBranch(row);
  }

  /** A page of the branches of a project by name, of those whose name contains `search`; not counted. */
  async listBranches(projectId: number, search: string, page: PageRequest): Promise<PageOf<BranchRow>> {
    const statement = branchesOfProject(projectId, search, page.perPage + 1, offsetOf(page));
    const { items, ...rest } = uncountedPage(await readRows<NamedCommit>(this.pool, statement), page);
    return { ...rest, items: items.map(toBranch) };
  }
}

interface NamedCommit extends CommitRow {
  readonly branch: string;
}

const toBranch = ({ branch, ...commit }: NamedCommit): BranchRow => ({ name: branch, commit });

type StoredHead = readonly [sha: string, files: string];

interface Heads {
  readonly now: Instant;
  /** True once the project has a branch. */
  readonly started: boolean;
  readonly branch: StoredHead | null;
  readonly start: StoredHead | null;
}

interface Head {
  readonly sha: string | null;
  readonly files: Files;
}

async function makeCommit(
  client: ClientBase,
  projectId: number,
  commit: NewCommit,
): Promise<Result<CommitRow, CommitRefusal>> {
  const { branch, startBranch = null, startSha = null, message, authorName, authorEmail, actions } = commit;
  const locked = await client.query(lockProject(projectId));
  if (locked.rows.length === 0) return err({ code: 'project_not_found' });
  const { rows: [heads] } = await client.query<Heads>(readHeads(projectId, branch, startBranch, startSha));
  assert(heads, 'the clock has a reading');
  const head = headOf(heads, commit);
  if (!head.ok) return head;
  const filePath = await findChanged(client, projectId, head.value.sha, actions);
  if (filePath !== undefined) return err({ code: 'file_changed', filePath });
  const files = changeFiles(head.value.files, actions);
  if (!files.ok) return files;
  const content = { files: files.value, parentSha: head.value.sha, message, authorName, authorEmail, at: heads.now };
  return ok(await storeCommit(client, projectId, branch, content));
}

/** What the new commit is built on; GitLab refuses a start branch for a branch that exists. */
function headOf({ branch, start, started }: Heads, { startBranch, startSha }: NewCommit): Result<Head, CommitRefusal> {
  const isNew = startBranch !== undefined || startSha !== undefined;
  if (branch) return isNew ? err({ code: 'branch_exists' }) : ok(headFrom(branch));
  if (start) return ok(headFrom(start));
  if (isNew) return err({ code: startSha === undefined ? 'start_branch_not_found' : 'start_sha_not_found' });
  return started ? err({ code: 'branch_not_found' }) : ok({ sha: null, files: {} });
}

const headFrom = ([sha, files]: StoredHead): Head => ({ sha, files: JSON.parse(files) as Files });

/** The first file that a newer commit has changed than whoever changes it has seen. Source: GitLab's `Files::MultiService`. */
async function findChanged(client: ClientBase, projectId: number, headSha: string | null, actions: readonly CommitAction[]): Promise<string | undefined> {
  const known = new Map(actions.flatMap((change) => (change.action === 'create' || change.lastCommitId === undefined ? [] : [[change.filePath, change.lastCommitId]])));
  if (headSha === null || known.size === 0) return undefined;
  const { rows } = await client.query<LastCommit>(lastCommitsOfPaths(projectId, headSha, [...known.keys()]));
  return rows.find(({ path, sha }) => known.get(path) !== sha)?.path;
}

interface LastCommit {
  readonly path: string;
  readonly sha: string;
}

async function storeCommit(
  client: ClientBase,
  projectId: number,
  branch: string,
  content: CommitContent,
): Promise<CommitRow> {
  const { files, parentSha, message, authorName, authorEmail, at } = content;
  const statement = insertCommit(projectId, commitSha(content), parentSha, message, authorName, authorEmail, JSON.stringify(files), at);
  const { rows: [stored] } = await client.query<CommitRow>(statement);
  assert(stored, 'a commit is stored');
  await client.query(moveBranch(projectId, branch, stored.id));
  return stored;
}

import { createHash } from 'node:crypto';
import { err, ok, type Instant, type Result } from '@holdpoint/kernel';

/** A change of one file. */
export type CommitAction =
  | { readonly action: 'create'; readonly filePath: string; readonly content: string }
  | ({ readonly action: 'update'; readonly content: string } & ChangeOfKnown)
  | ({ readonly action: 'delete' } & ChangeOfKnown);

interface ChangeOfKnown {
  readonly filePath: string;
  /** The commit that has given the file what whoever changes it has seen in it. */
  readonly lastCommitId?: string;
}

/** Why a change cannot be made to the files as they are. */
export interface FileProblem {
  readonly code: 'file_exists' | 'file_not_found' | 'directory_exists' | 'file_changed';
  readonly filePath: string;
}

/** Why files are too many or too much for one commit, which stores them all. */
export interface TreeProblem {
  readonly code: 'too_many_files' | 'files_too_large';
}

/**
 * What the files of one commit may come to; `bytes` counts paths and contents in UTF-8. Each commit reads, hashes and stores
 * all files of its branch while it holds the project's row.
 */
export const TREE_LIMITS = { files: 10_000, bytes: 8 * 1024 * 1024 } as const;

/** Path to content. */
export type Files = Readonly<Record<string, string>>;

/** Applies changes to files one after another; the first that does not fit is answered. */
export function changeFiles(files: Files, actions: readonly CommitAction[]): Result<Files, FileProblem | TreeProblem> {
  const changed = new Map(Object.entries(files));
  for (const change of actions) {
    const { action, filePath } = change;
    if (action === 'create' && changed.has(filePath)) return err({ code: 'file_exists', filePath });
    if (action !== 'create' && !changed.has(filePath)) return err({ code: 'file_not_found', filePath });
    if (change.action === 'delete') changed.delete(filePath);
    else changed.set(filePath, change.content);
  }
  const problem = problemOfTree(changed);
  return problem === undefined ? ok(Object.fromEntries(changed)) : err(problem);
}

function problemOfTree(files: ReadonlyMap<string, string>): FileProblem | TreeProblem | undefined {
  if (files.size > TREE_LIMITS.files) return { code: 'too_many_files' };
  if (bytesOf(files) > TREE_LIMITS.bytes) return { code: 'files_too_large' };
  const filePath = fileThatIsDirectory(files);
  return filePath === undefined ? undefined : { code: 'directory_exists', filePath };
}

function bytesOf(files: ReadonlyMap<string, string>): number {
  let bytes = 0;
  for (const [path, content] of files) bytes += Buffer.byteLength(path) + Buffer.byteLength(content);
  return bytes;
}

/** A path cannot be a file and a directory with files, as in every git tree. In order, a directory is followed by what is in it. */
function fileThatIsDirectory(files: ReadonlyMap<string, string>): string | undefined {
  const asDirectories = [...files.keys()].map((path) => `${path}/`).sort();
  return asDirectories.find((path, index) => asDirectories[index + 1]?.startsWith(path))?.slice(0, -1);
}

/** What makes one commit differ from another. */
export interface CommitContent {
  readonly files: Files;
  readonly parentSha: string | null;
  readonly message: string;
  readonly authorName: string;
  readonly authorEmail: string | null;
  readonly at: Instant;
}

/** The name of a commit: a SHA-1 over all that it says, as git makes one; 40 hexadecimal digits. */
export function commitSha({ files, parentSha, message, authorName, authorEmail, at }: CommitContent): string {
  const paths = Object.keys(files).sort();
  const tree = sha1(paths.map((path) => `${sha1(files[path] ?? '')} ${path}\0`).join(''));
  return sha1(`commit\0tree ${tree}\nparent ${parentSha ?? ''}\nauthor ${authorName} <${authorEmail ?? ''}> ${at}\n\n${message}`);
}

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

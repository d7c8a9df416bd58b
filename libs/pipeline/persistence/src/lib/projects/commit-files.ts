import { createHash } from 'node:crypto';
import { err, ok, type Instant, type Result } from '@holdpoint/kernel';

/** A change of one file. */
export type CommitAction =
  | { readonly action: 'create' | 'update'; readonly filePath: string; readonly content: string }
  | { readonly action: 'delete'; readonly filePath: string };

/** Why a change cannot be made to the files as they are. */
export interface FileProblem {
  readonly code: 'file_exists' | 'file_not_found' | 'directory_exists';
  readonly filePath: string;
}

/** Path to content. */
export type Files = Readonly<Record<string, string>>;

/** Applies changes to files one after another; the first that does not fit is answered. */
export function changeFiles(files: Files, actions: readonly CommitAction[]): Result<Files, FileProblem> {
  const changed = new Map(Object.entries(files));
  for (const change of actions) {
    const { action, filePath } = change;
    if (action === 'create' && changed.has(filePath)) return err({ code: 'file_exists', filePath });
    if (action !== 'create' && !changed.has(filePath)) return err({ code: 'file_not_found', filePath });
    if (change.action === 'delete') changed.delete(filePath);
    else changed.set(filePath, change.content);
  }
  const filePath = fileThatIsDirectory(changed);
  return filePath === undefined ? ok(Object.fromEntries(changed)) : err({ code: 'directory_exists', filePath });
}

/** A path cannot be a file and a directory with files, as in every git tree. */
function fileThatIsDirectory(files: ReadonlyMap<string, string>): string | undefined {
  const directories = new Set([...files.keys()].flatMap((path) => directoriesOf(path)));
  return [...files.keys()].find((path) => directories.has(path));
}

const directoriesOf = (path: string): readonly string[] =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));

/** What makes one commit differ from another. */
export interface CommitContent {
  readonly files: Files;
  readonly parentSha: string | null;
  readonly message: string;
  readonly authorName: string;
  readonly at: Instant;
}

/** The name of a commit: a SHA-1 over all that it says, as git makes one; 40 hexadecimal digits. */
export function commitSha({ files, parentSha, message, authorName, at }: CommitContent): string {
  const paths = Object.keys(files).sort();
  const tree = sha1(paths.map((path) => `${sha1(files[path] ?? '')} ${path}\0`).join(''));
  return sha1(`commit\0tree ${tree}\nparent ${parentSha ?? ''}\nauthor ${authorName} ${at}\n\n${message}`);
}

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

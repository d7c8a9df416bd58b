import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, root } from './source-files';

/** For each word the files that it stands in. */
const files = new Map<string, string[]>();
const addFile = (path: string): void => {
  for (const word of new Set(readFileSync(path, 'utf8').match(/\w+/g))) files.set(word, [...(files.get(word) ?? []), path]);
};
const folders = ['libs', 'apps', 'tools'].map((folder) => join(root, folder));
[...folders.flatMap((folder) => ['.ts', '.mjs'].flatMap((ending) => filesUnder(folder, ending))), join(root, 'eslint.config.mjs')].forEach(addFile);

/** Whether a name stands in a file that counts; specs and fixtures take what others export, too. A word is enough, so it errs towards yes. */
export const isTaken = (name: string, counts: (path: string) => boolean): boolean => (files.get(name) ?? []).some(counts);

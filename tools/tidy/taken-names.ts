import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { filesUnder, isProduct, parse, root } from './source-files';

/** For each word the files that it stands in. */
const files = new Map<string, string[]>();
const addFile = (path: string): void => {
  for (const word of new Set(readFileSync(path, 'utf8').match(/\w+/g))) files.set(word, [...(files.get(word) ?? []), path]);
};
const folders = ['libs', 'apps', 'tools'].map((folder) => join(root, folder));
[...folders.flatMap((folder) => ['.ts', '.mjs'].flatMap((ending) => filesUnder(folder, ending))), join(root, 'eslint.config.mjs')].forEach(addFile);

/** What is made for tests alone, beside specs and fixtures. */
const FOR_TESTS = ['libs/pipeline/testing/', 'libs/pipeline/feature/src/testing.ts', 'apps/system-e2e/'].map((place) => join(root, place));

/** Whether a file is there for tests alone: a spec, a fixture, or what is made for these. */
const isForTests = (path: string): boolean => !isProduct(path) || FOR_TESTS.some((place) => path.startsWith(place));

/** Whether one file may want what another shows: the product must want what is not made for tests, and a front door only passes on. */
export const mayWant = (path: string, of: string): boolean => isForTests(of) || !(isForTests(path) || path.endsWith('/src/index.ts'));

/** Whether a name stands in a file that counts. A word is enough, so it errs towards yes. */
export const isTaken = (name: string, counts: (path: string) => boolean): boolean => (files.get(name) ?? []).some(counts);

/** Whether a file uses again what it declares: that is no dead code, even if the export is for tests. */
export function usesItself(file: string, name: string): boolean {
  let uses = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) uses += 1;
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return uses > 1;
}

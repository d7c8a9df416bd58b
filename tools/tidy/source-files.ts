import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** The folder of the whole repository. */
export const root = join(__dirname, '../..');

/** A path as a reader writes it: from the repository's root. */
export const shortPath = (file: string): string => relative(root, file);

/** Every TypeScript file of the product: no specs, no fixtures. */
export function productFiles(): string[] {
  return ['libs', 'apps'].flatMap((folder) => filesUnder(join(root, folder), '.ts')).filter(isProduct);
}

/** Whether a file is neither a spec nor a fixture. */
export const isProduct = (file: string): boolean => !/\.(spec|fixture)\.ts$/.test(file);

/** Every file under a folder whose name ends so. */
export function filesUnder(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !/(^|\/)(node_modules|dist)\//.test(name))
    .map((name) => join(folder, name));
}

const parsed = new Map<string, ts.SourceFile>();

/** Parses one file, once for all tests; no types, so it is fast. */
export function parse(file: string): ts.SourceFile {
  const source = parsed.get(file) ?? ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  parsed.set(file, source);
  return source;
}

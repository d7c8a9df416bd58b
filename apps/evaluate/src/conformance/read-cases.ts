import { readCase, runCase, type CaseEngine, type CaseResult } from '@holdpoint/evaluation-scenario';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of a folder of cases; one that cannot be read as a case fails when it is run. */
export interface CaseFile {
  run(engine: CaseEngine): Promise<CaseResult>;
}

/** A file with its text. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Reads every `.yml` and `.yaml` file of a folder, in the order of their names. */
export async function readYamlFiles(directory: string): Promise<readonly TextFile[]> {
  const names = (await readdir(directory)).filter((name) => /\.ya?ml$/.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(directory, name), 'utf8') })));
}

/** Reads every file of a folder as a case. */
export async function readCases(directory: string): Promise<readonly CaseFile[]> {
  return (await readYamlFiles(directory)).map(({ name, text }) => caseFile(name, text));
}

function caseFile(name: string, text: string): CaseFile {
  const read = readCase(name, text);
  if (read.ok) return { run: (engine) => runCase(engine, read.value) };
  return { run: () => Promise.resolve({ name, failure: { step: 'file', lines: [read.error] } }) };
}

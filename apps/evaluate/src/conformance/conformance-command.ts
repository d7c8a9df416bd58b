import { HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { openPostgresEngine } from '@holdpoint/evaluation-postgres';
import { readCompositeRows, readConfigFixtures, ReducerEngine, runCompositeRow, runConfigFixture, type CaseEngine } from '@holdpoint/evaluation-scenario';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFileError } from '../file-error';
import { CONFORMANCE_HELP, readConformanceOptions, type ConformanceOptions } from './conformance-options';
import { readFluxCases } from './flux/flux-cases';
import { runFlux } from './flux/flux-command';
import { readCases, readYamlFiles } from './read-cases';
import { Report } from './report';

/** `conformance`: runs cases and answers the exit code. */
export async function conformance(args: readonly string[]): Promise<number> {
  const options = readConformanceOptions(args);
  if (!options.ok) return usage(options.error);
  try {
    return await run(options.value);
  } catch (error) {
    if (isFileError(error)) return usage(`cannot read ${error.path}: ${error.code}`);
    throw error;
  }
}

function run(options: ConformanceOptions): Promise<number> | number {
  switch (options.type) {
    case 'help':
      process.stdout.write(CONFORMANCE_HELP);
      return 0;
    case 'composite':
      return runComposite(options.file);
    case 'config':
      return runConfig(options.directory);
    case 'flux':
      return runOnApi(options);
    case 'cases':
      return options.inMemory
        ? runCases(options, new ReducerEngine(HOLDPOINT_CI_MODEL))
        : runOnPostgres(options);
  }
}

async function runComposite(file: string): Promise<number> {
  const rows = readCompositeRows(await readFile(file, 'utf8'));
  if (!rows.ok) return usage(`${file}: ${rows.error}`);
  const report = new Report('memory (the fold alone)');
  for (const row of rows.value) report.add(runCompositeRow(HOLDPOINT_CI_MODEL, row));
  return report.close();
}

async function runConfig(directory: string): Promise<number> {
  const report = new Report('memory (the configuration alone)');
  for (const folder of ['accepted', 'rejected']) {
    for (const { name, text } of await readYamlFiles(join(directory, folder))) {
      const fixtures = readConfigFixtures(name, text, folder === 'accepted');
      if (!fixtures.ok) return usage(fixtures.error);
      fixtures.value.forEach((fixture) => report.add(runConfigFixture(fixture)));
    }
  }
  return report.close();
}

async function runOnApi({ directory, url, token }: Extract<ConformanceOptions, { type: 'flux' }>): Promise<number> {
  const databaseUrl = process.env['DATABASE_URL'] ?? '';
  if (databaseUrl === '' || url === '' || token === '') return usage('--flux needs --url, --token and the database of that API in DATABASE_URL');
  const cases = await readFluxCases(directory);
  return cases.ok ? runFlux(cases.value, { url, token, databaseUrl }) : usage(cases.error);
}

async function runOnPostgres(options: CasesOptions): Promise<number> {
  const url = process.env['DATABASE_URL'];
  if (url === undefined || url === '') return usage('DATABASE_URL names no PostgreSQL; or run with --in-memory');
  const { engine, close } = await openPostgresEngine(url);
  try {
    return await runCases(options, engine);
  } finally {
    await close();
  }
}

type CasesOptions = Extract<ConformanceOptions, { type: 'cases' }>;

async function runCases({ directory, repeat }: CasesOptions, engine: CaseEngine): Promise<number> {
  const report = new Report(engine.store);
  const cases = await readCases(directory);
  for (let round = 0; round < repeat; round += 1) {
    for (const file of cases) report.add(await file.run(engine));
  }
  return report.close();
}

function usage(problem: string): number {
  process.stderr.write(`${problem}\n\n${CONFORMANCE_HELP}`);
  return 2;
}

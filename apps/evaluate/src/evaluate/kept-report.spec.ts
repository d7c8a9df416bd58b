/**
 * The report that is kept in the repository says what the experiments find today. Whoever changes a finding sees it here,
 * and renews the report on purpose.
 */
import { EXPERIMENTS } from '@holdpoint/evaluation-experiments';
import { compareReports, differenceLines, readReport, REPORT_FORMAT, type Report, type ReportedExperiment } from '@holdpoint/evaluation-report';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runExperiment } from './run-experiment';

const file = join(__dirname, '../../../../docs/evaluation/report.json');
const RENEW = 'npm run evaluate -- --findings docs/evaluation/report.json';

function keptReport(): Report {
  const report = readReport(readFileSync(file));
  if (!report.ok) throw new Error(`${file}: ${report.error}. Renew it: ${RENEW}`);
  return report.value;
}

const kept = keptReport();

/** What an experiment finds now, in memory, with the seed of the kept report. */
async function findAgain(experiment: (typeof EXPERIMENTS)[number]): Promise<ReportedExperiment> {
  const crashed = (error: unknown): never => {
    throw error;
  };
  const context = { seed: kept.seed, databaseUrl: null, signal: new AbortController().signal, progress: () => undefined };
  const run = await runExperiment(experiment, context, crashed);
  if (!run) throw new Error(`${experiment.id} was interrupted`);
  return run.experiment;
}

it('holds every experiment and nothing of the machine it was made on', () => {
  expect(kept.experiments.map(({ id }) => id)).toEqual(EXPERIMENTS.map(({ id }) => id));
  expect(kept.measured).toBeNull();
});

/** The longest takes half a minute on a quiet machine: a guard against hangs, no bar for speed. */
const HANGS_AFTER_MS = 300_000;

/**
 * Those that measure or find on a database what they do not find without one: `npm run evaluate -- --baseline FILE --strict`
 * compares them.
 */
const ON_DATABASE = ['ablation-on-postgresql', 'storage-fit', 'storage-size', 'storage-migration', 'deadlines-on-postgresql'];
const GUARDED = EXPERIMENTS.filter(({ id }) => !ON_DATABASE.includes(id));

it('leaves out no more than needs a database', () => {
  expect(GUARDED).toHaveLength(EXPERIMENTS.length - ON_DATABASE.length);
});

it.each(GUARDED.map((experiment) => [experiment.id, experiment] as const))('%s finds what is kept', async (_id, experiment) => {
  const now: Report = { format: REPORT_FORMAT, seed: kept.seed, store: 'memory', experiments: [await findAgain(experiment)], measured: null };
  const lines = differenceLines(compareReports(kept, now));
  if (lines.length > 0) throw new Error(`${lines.join('\n')}\nIf this is meant, renew the report: ${RENEW}`);
}, HANGS_AFTER_MS);

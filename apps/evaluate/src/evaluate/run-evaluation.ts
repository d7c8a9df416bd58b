import { describeMachine, findingsOf, findingsOnly, isUnsound, outcomeOf, REPORT_FORMAT, writeReport, type Outcome, type Report } from '@holdpoint/evaluation-report';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { baselineLines, readBaseline } from './baseline';
import type { EvaluateOptions } from './evaluate-options';
import { ExperimentDatabases } from './experiment-databases';
import { FinishedRuns } from './finished-runs';
import type { Progress } from './progress/progress';
import type { ExperimentRun } from './run-experiment';
import { runExperiments } from './run-experiments';
import { writeReportFiles } from './write-report-files';

/** What an evaluation is run with. */
export interface EvaluationParts {
  /** A PostgreSQL server; null for a run in memory. */
  readonly serverUrl: string | null;
  /** Tells builds apart: what another build has finished is not taken over. */
  readonly build: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly print: (line: string) => void;
}

/**
 * Runs experiments and writes their report; answers the exit code: 1 when an invariant broke in the product, an experiment
 * crashed or, if so asked, findings differ from the baseline; 2 when the baseline cannot be used; 130 when interrupted.
 */
export async function runEvaluation(options: EvaluateOptions, parts: EvaluationParts): Promise<number> {
  const baseline = options.baseline === null ? null : await readBaseline(options.baseline, options.seed);
  if (baseline?.ok === false) return stop(parts, baseline.error, 2);
  const store = parts.serverUrl === null ? 'memory' : 'postgresql';
  const finished = new FinishedRuns(join(options.out, 'partial'), `${parts.build} ${store}`, options.seed);
  const ids = options.experiments.map(({ id }) => id);
  if (options.fresh) await finished.forget(ids);
  const runs = await runAll(options, parts, finished);
  if (!runs) return stop(parts, 'Interrupted. The same command goes on from here.', 130);
  const report = reportOf(options.seed, store, runs);
  await writeAll(options, report);
  await finished.forget(ids);
  return conclude(options, parts, report, baseline ? baselineLines(baseline.value, report) : []);
}

async function runAll({ experiments, seed }: EvaluateOptions, parts: EvaluationParts, finished: FinishedRuns): Promise<readonly ExperimentRun[] | null> {
  const { serverUrl, signal, progress, print } = parts;
  const databases = serverUrl === null ? null : await ExperimentDatabases.open(serverUrl);
  const crashed = (error: unknown): void => print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  try {
    return await runExperiments(experiments, { seed, databases, finished, progress, signal, crashed });
  } finally {
    await databases?.close();
  }
}

const reportOf = (seed: number, store: Report['store'], runs: readonly ExperimentRun[]): Report => ({
  format: REPORT_FORMAT,
  seed,
  store,
  experiments: runs.map(({ experiment }) => experiment),
  measured: { machine: describeMachine(), figures: runs.flatMap(({ figures }) => figures) },
});

async function writeAll({ out, findings }: EvaluateOptions, report: Report): Promise<void> {
  await writeReportFiles(out, report);
  if (findings === null) return;
  await mkdir(dirname(findings), { recursive: true });
  await writeFile(findings, writeReport(findingsOnly(report)));
}

function conclude({ out, baseline, strict }: EvaluateOptions, { print }: EvaluationParts, report: Report, changes: readonly string[]): number {
  for (const line of changes) print(line);
  if (baseline !== null) print(`${changes.length} difference${changes.length === 1 ? '' : 's'} from ${baseline}`);
  for (const { id, broken } of report.experiments) for (const invariant of broken) print(`BROKEN ${id}: ${invariant}`);
  const count = (outcome: Outcome): number => report.experiments.filter((experiment) => outcomeOf(experiment) === outcome).length;
  const leftOut = count('left out') > 0 ? `, ${count('left out')} left out` : '';
  print(`Report: ${join(out, 'report.html')}`);
  print(`${report.experiments.length} experiments, ${count('held')} held${leftOut}; ${findingsOf(report).length} findings`);
  return report.experiments.some(isUnsound) || (strict && changes.length > 0) ? 1 : 0;
}

function stop({ print }: EvaluationParts, text: string, code: number): number {
  print(text);
  return code;
}

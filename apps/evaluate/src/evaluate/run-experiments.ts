import type { Experiment } from '@holdpoint/evaluation-experiment';
import { outcomeOf } from '@holdpoint/evaluation-report';
import type { ExperimentDatabases } from './experiment-databases';
import type { FinishedRuns } from './finished-runs';
import type { Progress } from './progress/progress';
import { runExperiment, type ExperimentRun } from './run-experiment';

/** What experiments are run with. */
export interface RunParts {
  readonly seed: number;
  /** Null for a run in memory. */
  readonly databases: ExperimentDatabases | null;
  readonly finished: FinishedRuns;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Told what an experiment threw. */
  readonly crashed: (error: unknown) => void;
}

/** Runs experiments one after another, but for those that an interrupted run has finished; null when interrupted. */
export async function runExperiments(experiments: readonly Experiment[], parts: RunParts): Promise<readonly ExperimentRun[] | null> {
  const runs: ExperimentRun[] = [];
  for (const [index, experiment] of experiments.entries()) {
    if (parts.signal.aborted) return null;
    parts.progress.begin(experiment.id, index + 1, experiments.length);
    const kept = await parts.finished.find(experiment.id);
    const run = kept ?? (await runNow(experiment, parts));
    parts.progress.end(endingOf(experiment.id, run, kept !== null));
    if (!run) return null;
    runs.push(run);
  }
  return runs;
}

function endingOf(id: string, run: ExperimentRun | null, isKept: boolean): string {
  if (!run) return `${id}: interrupted`;
  const count = run.experiment.findings.length;
  return `${id}: ${outcomeOf(run.experiment)}, ${count} finding${count === 1 ? '' : 's'}${isKept ? ', by the run that was interrupted' : ''}`;
}

async function runNow(experiment: Experiment, parts: RunParts): Promise<ExperimentRun | null> {
  const { seed, databases, finished, progress, signal, crashed } = parts;
  const database = databases ? await databases.create() : null;
  try {
    const advance = (done: number, total: number): void => progress.advance(done, total);
    const context = { seed, databaseUrl: database?.url ?? null, signal, progress: advance };
    const run = await runExperiment(experiment, context, crashed);
    // What crashed runs again: somebody will have mended it.
    if (run && run.experiment.crash === null) await finished.keep(run);
    return run;
  } finally {
    await database?.drop();
  }
}

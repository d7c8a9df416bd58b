import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import type { Figure, ReportedExperiment } from '@holdpoint/evaluation-report';
import { assert } from '@holdpoint/kernel';
import { performance } from 'node:perf_hooks';

/** What a run of an experiment came to. */
export interface ExperimentRun {
  readonly experiment: ReportedExperiment;
  readonly figures: readonly Figure[];
}

/** Runs one experiment to its end; null when it was interrupted. What it throws otherwise is told to `crashed` and reported. */
export async function runExperiment(
  experiment: Experiment,
  context: ExperimentContext,
  crashed: (error: unknown) => void,
): Promise<ExperimentRun | null> {
  const startedMs = performance.now();
  try {
    const result = await experiment.run(context);
    checkIds(result);
    return { experiment: reported(experiment, result, null), figures: figuresOf(experiment, result, performance.now() - startedMs) };
  } catch (error) {
    if (context.signal.aborted) return null;
    crashed(error);
    const message = error instanceof Error ? error.message : String(error);
    return { experiment: reported(experiment, NOTHING, message), figures: [] };
  }
}

const NOTHING: ExperimentResult = { summary: '', broken: [], findings: [], measurements: [] };

function reported(experiment: Experiment, { summary, broken, findings, leftOut }: ExperimentResult, crash: string | null): ReportedExperiment {
  const { id, family, title, risk, source, varied, invariants } = experiment;
  return { id, family, title, risk, source, varied, invariants, summary, broken, findings, crash, ...(leftOut && { leftOut }) };
}

function figuresOf({ id: experiment }: Experiment, { measurements }: ExperimentResult, tookMs: number): readonly Figure[] {
  const took = { experiment, id: 'took', title: 'how long the experiment took', value: tookMs, unit: 'ms' };
  return [...measurements.map((measurement) => ({ experiment, ...measurement })), took];
}

/** Findings of two reports are compared by id. */
function checkIds({ findings }: ExperimentResult): void {
  const ids = findings.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  assert(twice === undefined, `the finding ${String(twice)} is there twice`);
}

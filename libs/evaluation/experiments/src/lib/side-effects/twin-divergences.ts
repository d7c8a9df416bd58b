import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { Status } from '@holdpoint/pipeline-domain';
import type { Divergence } from './divergence-log';
import { shownSymptom, turnOf, turnSymptom } from './divergence-symptom';
import type { TwinTrace, TwinView } from './twin-trace';
import { ENDINGS, type Ending, type TwoStagePipeline } from './two-stage-pipeline';
import type { WaitingDesign } from './waiting-design';

/** A divergence of a pipeline, and when it is seen. */
export interface TwinDivergence extends Divergence {
  readonly step: TwinStep;
  /** What is otherwise, whenever it is seen. */
  readonly what: string;
}

/** Before the end of the job that waits, or after one of its ends. */
export type TwinStep = 'start' | Ending;

/** Every step, in order. */
export const TWIN_STEPS: readonly TwinStep[] = ['start', ...ENDINGS];

/** Lists whatever is otherwise with a job that waits than with a build that runs. */
export function twinDivergences(
  design: WaitingDesign,
  { others }: Pick<TwoStagePipeline, 'others'>,
  reference: TwinTrace,
  trace: TwinTrace,
): readonly TwinDivergence[] {
  const othersWait = others.some(({ status }) => status === 'running_externally');
  return TWIN_STEPS.flatMap((step) => {
    const waits = step === 'start' || othersWait;
    const phase = step === 'start' ? 'while it waits' : 'after its end';
    return viewDifferences(design, waits, reference[step], trace[step]).map((seen) => ({ ...seen, step, place: `${seen.what} ${phase}` }));
  });
}

const STAGES = ['first stage', 'second stage'];

type Difference = Omit<TwinDivergence, 'step' | 'place'>;

function viewDifferences(design: WaitingDesign, waits: boolean, was: TwinView, is: TwinView): readonly Difference[] {
  const shown = (of: 'stage' | 'pipeline') => (expected: Status, actual: Status): Symptom => shownSymptom(design, { of, waits }, expected, actual);
  return [
    ...difference('pipeline', was.pipeline, is.pipeline, shown('pipeline')),
    ...was.stages.flatMap((status, place) => difference(STAGES[place] ?? '', status, is.stages[place] ?? status, shown('stage'))),
    ...was.dependents.flatMap((status, place) => difference('dependent', status, is.dependents[place] ?? status, dependentSymptom)),
    ...startDifference(was.started, is.started),
  ];
}

function difference(what: string, expected: Status, actual: Status, symptomOf: (was: Status, is: Status) => Symptom): readonly Difference[] {
  return expected === actual ? [] : [{ what, expected, actual, symptom: symptomOf(expected, actual) }];
}

/** A pipeline that does not know when it began cannot say how long it took. */
function startDifference(was: boolean, is: boolean): readonly Difference[] {
  return was === is ? [] : [{ what: 'start time', expected: told(was), actual: told(is), symptom: 'wrong_time' }];
}

const dependentSymptom = (was: Status, is: Status): Symptom => turnSymptom(turnOf(was), turnOf(is));

const told = (started: boolean): string => (started ? 'known' : 'unknown');

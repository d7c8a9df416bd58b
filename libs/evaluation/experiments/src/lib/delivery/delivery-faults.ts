import { MINUTE_MS, SECOND_MS } from '@holdpoint/kernel';
import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { caseFinding, percentOf, totalOf } from './case-finding';
import { brokenIn, NONE_NEVER, NONE_WRONG } from './delivery-invariants';
import { runCases, type CaseOutcome, type DeliveryCase } from './run-cases';
import { USUAL_WORLD } from './world/usual-world';
import { NO_FAULTS, type Faults, type WorldOptions } from './world/world-options';

/** One fault at a time, and all of them, by what people call it. */
const FAULTS: Readonly<Record<string, Partial<Faults>>> = {
  'no fault': {},
  '10 % lost': { lost: 10 },
  '30 % lost': { lost: 30 },
  '50 % doubled': { doubled: 50 },
  '30 % late': { late: 30 },
  '100 % reordered': { reordered: 100 },
  '30 % crash, away for up to 10 s': { crashed: 30, downtimeMs: 10 * SECOND_MS },
  '30 % crash, away for up to 2 min': { crashed: 30, downtimeMs: 2 * MINUTE_MS },
  '50 % forged by a stranger': { forged: 50 },
  '50 % forged by an annotation': { annotated: 50 },
  'everything at once': { lost: 10, doubled: 30, late: 20, reordered: 50, crashed: 10, downtimeMs: MINUTE_MS, forged: 20, annotated: 20 },
};

/** One object that repeats itself, and one that says everything once. */
const OBJECTS = [
  { object: 'Kustomization', revision: 'git' },
  { object: 'HelmRelease', revision: 'oci_registered' },
] as const;

const CASES = OBJECTS.flatMap((object) => Object.entries(FAULTS).map(([name, faults]) => caseOf(object, name, { ...NO_FAULTS, ...faults })));

/** What each fault of delivery costs in the product. */
export const deliveryFaults: Experiment = {
  id: 'delivery-faults',
  family: 'delivery',
  title: 'Deliveries that are lost, doubled, late, reordered, forged, or met by a crash',
  risk: 'Flux sends each event at most once for some seconds, in no order, and a HelmRelease reports its success a single time.',
  source: 'Flux 2.9: no queue and no event id, 4 tries within 15 seconds; the spike asks what becomes of a callback that does not come.',
  varied: 'One fault and its rate, for a Kustomization that repeats its success and a HelmRelease that does not.',
  invariants: [NONE_WRONG, NONE_NEVER],
  run: (context) => runFaults(CASES, context),
};

async function runFaults(cases: readonly DeliveryCase[], context: ExperimentContext): Promise<ExperimentResult> {
  const outcomes = await runCases(cases, context);
  const missedOf = (object: string): number => missedShare(outcomes.filter(({ options }) => options.object === object));
  const missed = OBJECTS.map(({ object }) => `${missedOf(object)} % of the pipelines that watch a ${object}`);
  return {
    summary: `Over all faults ${missed.join(' and ')} fail by their deadline although Flux has applied their commit; ${totalOf(outcomes, 'wrong_success', 'wrong_failure')} end wrongly, ${totalOf(outcomes, 'never')} never.`,
    broken: brokenIn(outcomes),
    findings: outcomes.map(caseFinding),
    measurements: [],
  };
}

const missedShare = (outcomes: readonly CaseOutcome[]): number => percentOf(totalOf(outcomes, 'missed'), outcomes.length);

function caseOf({ object, revision }: Pick<WorldOptions, 'object' | 'revision'>, fault: string, faults: Faults): DeliveryCase {
  return {
    id: `${object}.${fault.replace(/[^a-z0-9]+/g, '_')}`,
    title: `${object}: ${fault}`,
    options: { ...USUAL_WORLD, object, revision, faults },
    data: { object, fault },
  };
}

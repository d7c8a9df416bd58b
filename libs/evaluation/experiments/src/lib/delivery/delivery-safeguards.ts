import { SECOND_MS } from '@holdpoint/kernel';
import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import type { Ending } from './count-endings';
import { caseFinding, percentOf, totalOf } from './case-finding';
import { brokenIn, NONE_NEVER, NONE_WRONG } from './delivery-invariants';
import { runCases, type CaseOutcome, type DeliveryCase } from './run-cases';
import { REVISION_TITLES, USUAL_WORLD } from './world/usual-world';
import { NO_FAULTS, REVISION_KINDS, SAFEGUARDS, type Faults, type RevisionKind, type Safeguard } from './world/world-options';

/** Nothing is lost for good, so that whatever goes wrong is for want of the safeguard. */
const FAULTS: Faults = { ...NO_FAULTS, doubled: 20, late: 10, reordered: 30, crashed: 10, downtimeMs: 10 * SECOND_MS, forged: 20, annotated: 20 };

/** Every safeguard switched off in turn, for every way of learning a commit; the first of each has them all. */
export const SAFEGUARD_CASES: readonly DeliveryCase[] = REVISION_KINDS.flatMap((revision) => [null, ...SAFEGUARDS].map((without) => caseOf(revision, without)));

/** What each safeguard of deliveries is for. */
export const deliverySafeguards: Experiment = {
  id: 'delivery-safeguards',
  family: 'delivery',
  title: 'Deliveries with each safeguard switched off',
  risk: 'An event that comes twice, late, too early, out of order or from a stranger ends the wrong job, or none.',
  source: 'The spike: callbacks are correlated by commit and name alone. Flux delivers at most once, in no order, and without ids.',
  varied: `Which safeguard is missing, and who says which commit an event is about. Of all events ${FAULTS.doubled} % come twice, ${FAULTS.late} % late, ${FAULTS.reordered} % out of order, ${FAULTS.crashed} % kill the receiver; ${FAULTS.forged} % of pushes are forged by a stranger, ${FAULTS.annotated} % by an annotation.`,
  invariants: [NONE_WRONG, NONE_NEVER],
  run: (context) => runSafeguards(SAFEGUARD_CASES, context),
};

/** Runs the experiment on some of its cases. */
export async function runSafeguards(cases: readonly DeliveryCase[], context: ExperimentContext): Promise<ExperimentResult> {
  const outcomes = await runCases(cases, context);
  return {
    summary: [null, ...SAFEGUARDS].map((without) => sentenceOf(without, outcomes.filter(({ options }) => options.without === without))).join(' '),
    broken: brokenIn(outcomes.filter(({ options }) => options.without === null)),
    findings: outcomes.map(caseFinding),
    measurements: [],
  };
}

function caseOf(revision: RevisionKind, without: Safeguard | null): DeliveryCase {
  const variant = variantOf(without);
  return {
    id: `${revision}.${without ?? 'all'}`,
    title: `Flux syncs from ${REVISION_TITLES[revision]}: ${variant}`,
    options: { ...USUAL_WORLD, revision, without, faults: FAULTS },
    data: { revision, variant },
  };
}

/** What goes wrong, in whole percent, by what people call it. */
const HARMS: readonly (readonly [words: string, ...endings: readonly Ending[]])[] = [
  ['wrong', 'wrong_success', 'wrong_failure'],
  ['misled by an annotation', 'misled'],
  ['missed', 'missed'],
  ['never', 'never'],
];

function sentenceOf(without: Safeguard | null, outcomes: readonly CaseOutcome[]): string {
  const harms = HARMS.map(([words, ...endings]) => ({ words, percent: percentOf(totalOf(outcomes, ...endings), outcomes.length) }));
  const seen = harms.filter(({ percent }) => percent > 0).map(({ words, percent }) => `${percent} % ${words}`);
  return `${capitalized(variantOf(without))}: ${seen.join(', ') || 'nothing wrong'}.`;
}

function variantOf(without: Safeguard | null): string {
  return without === null ? 'every safeguard' : `without ${without.replace('_', ' ')}`;
}

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

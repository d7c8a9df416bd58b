import { MINUTE_MS, SECOND_MS } from '@holdpoint/kernel';
import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { ON_SUPERSEDED, type OnSuperseded } from '@holdpoint/pipeline-domain';
import { caseFinding, percentOf, totalOf } from './case-finding';
import { brokenIn, NONE_NEVER, NONE_WRONG } from './delivery-invariants';
import { runCases, type CaseOutcome, type DeliveryCase } from './run-cases';
import { USUAL_WORLD } from './world/usual-world';
import { NO_FAULTS, type WorldOptions } from './world/world-options';

/** From a push to the next: Flux looks once a minute, and takes up to a minute to apply. */
const PACES: Readonly<Record<string, WorldOptions['pace']>> = {
  calm: [5 * MINUTE_MS, 10 * MINUTE_MS],
  quick: [20 * SECOND_MS, 90 * SECOND_MS],
};

/** A success that is lost tells a commit that was skipped from one that was applied to nobody. */
const LOST = { ...NO_FAULTS, lost: 10 };

const CASES = ON_SUPERSEDED.flatMap((onSuperseded) => Object.entries(PACES).map(([name, pace]) => caseOf(onSuperseded, name, pace)));

/** What becomes of commits that Flux skips for newer ones. */
export const fluxSkippedRevisions: Experiment = {
  id: 'flux-skipped-revisions',
  family: 'delivery',
  title: 'Commits that Flux skips',
  risk: 'Of two pushes within an interval the first never gets an event, and its pipeline waits for what will not come.',
  source: 'Flux 2.9: an object reconciles the newest revision only; users of other senders report pipelines that hang on it.',
  varied: `\`on_superseded\`, and how fast pushes follow each other; ${LOST.lost} % of events are lost.`,
  invariants: [NONE_WRONG, NONE_NEVER],
  run: (context) => runSkipped(CASES, context),
};

/** The other settings take the word of a newer commit, so only the first is held to being right. */
async function runSkipped(cases: readonly DeliveryCase[], context: ExperimentContext): Promise<ExperimentResult> {
  const outcomes = await runCases(cases, context);
  return {
    summary: ON_SUPERSEDED.map((setting) => sentenceOf(setting, outcomes.filter(({ options }) => options.onSuperseded === setting))).join(' '),
    broken: brokenIn(outcomes.filter(({ options }) => options.onSuperseded === 'wait')),
    findings: outcomes.map(caseFinding),
    measurements: [],
  };
}

function sentenceOf(setting: OnSuperseded, outcomes: readonly CaseOutcome[]): string {
  const deadline = percentOf(totalOf(outcomes, 'by_deadline', 'missed'), outcomes.length);
  const wrong = percentOf(totalOf(outcomes, 'wrong_success', 'wrong_failure'), outcomes.length);
  return `With \`${setting}\` ${deadline} % of the pipelines end by their deadline and ${wrong} % wrongly.`;
}

function caseOf(onSuperseded: OnSuperseded, name: string, pace: WorldOptions['pace']): DeliveryCase {
  return {
    id: `${onSuperseded}.${name}`,
    title: `on_superseded: ${onSuperseded}, ${name} pushes`,
    options: { ...USUAL_WORLD, object: 'HelmRelease', revision: 'oci_registered', onSuperseded, pace, faults: LOST },
    data: { pace: name, variant: onSuperseded },
  };
}

import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { WATCHED_KINDS } from '@holdpoint/pipeline-domain';
import type { Ending } from './count-endings';
import { caseFinding, percentOf, totalOf } from './case-finding';
import { brokenIn, NONE_NEVER, NONE_WRONG } from './delivery-invariants';
import { runCases, type CaseOutcome, type DeliveryCase } from './run-cases';
import { USUAL_WORLD } from './world/usual-world';
import type { WorldOptions } from './world/world-options';

/** Whether a version keeps events that set a commit status from generic receivers. */
const VERSIONS: Readonly<Record<string, boolean>> = { '1.7': false, '1.8.0 to 1.8.3': true, '1.8.4 and later': false };

const CASES = Object.entries(VERSIONS).flatMap(([version, drops]) =>
  WATCHED_KINDS.flatMap((object) => ([null, 'deadline'] as const).map((without) => caseOf(version, drops, object, without))),
);

/** What the versions of Flux's notification controller cost that send generic receivers no success. */
export const notificationController18: Experiment = {
  id: 'notification-controller-1-8',
  family: 'delivery',
  title: 'A notification controller that drops every success',
  risk: 'notification-controller 1.8.0 to 1.8.3 keep the success of a Kustomization from generic receivers, so that no such job ever succeeds.',
  source: 'notification-controller 1.8.0 to 1.8.3 (Flux 2.8.0 to 2.8.5), mended in 1.8.4: events with a commit status went to git providers only.',
  varied: 'The version, the object that the job watches, and whether it has a deadline; every other event arrives.',
  invariants: [NONE_WRONG, NONE_NEVER],
  run: (context) => runVersions(CASES, context),
};

async function runVersions(cases: readonly DeliveryCase[], context: ExperimentContext): Promise<ExperimentResult> {
  const outcomes = await runCases(cases, context);
  const dropped = outcomes.filter(({ options: { dropsCommitStatus, object } }) => dropsCommitStatus && object === 'Kustomization');
  const share = (without: WorldOptions['without'], ending: Ending): number => shareIn(dropped.filter(({ options }) => options.without === without), ending);
  return {
    summary: `Of the pipelines that watch a Kustomization ${share(null, 'missed')} % fail by their deadline although Flux has applied their commit; without a deadline ${share('deadline', 'never')} % never end.`,
    broken: brokenIn(outcomes.filter(({ options }) => options.without === null)),
    findings: outcomes.map(caseFinding),
    measurements: [],
  };
}

const shareIn = (outcomes: readonly CaseOutcome[], ending: Ending): number =>
  percentOf(totalOf(outcomes, ending), outcomes.length);

function caseOf(version: string, dropsCommitStatus: boolean, object: WorldOptions['object'], without: 'deadline' | null): DeliveryCase {
  const variant = without === null ? 'with a deadline' : 'without a deadline';
  const revision = object === 'Kustomization' ? 'git' : 'oci_registered';
  return {
    id: `${version.replaceAll(' ', '_')}.${object}.${without === null ? 'deadline' : 'none'}`,
    title: `notification-controller ${version}, ${object}, ${variant}`,
    options: { ...USUAL_WORLD, object, revision, without, dropsCommitStatus },
    data: { version, object, variant },
  };
}

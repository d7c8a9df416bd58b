import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { WATCHED_KINDS } from '@holdpoint/pipeline-domain';
import { caseFinding } from './case-finding';
import { brokenIn, NONE_NEVER, NONE_WRONG } from './delivery-invariants';
import { PIPELINES, runCases, type CaseOutcome, type DeliveryCase } from './run-cases';
import { REVISION_TITLES, USUAL_WORLD } from './world/usual-world';
import { REVISION_KINDS, type RevisionKind, type WorldOptions } from './world/world-options';

const CASES = REVISION_KINDS.flatMap((revision) => WATCHED_KINDS.map((object) => caseOf(revision, object)));

/** What each way of learning a commit is worth where every event arrives as it should. */
export const fluxRevisionKinds: Experiment = {
  id: 'flux-revision-kinds',
  family: 'delivery',
  title: 'Who says which commit Flux has applied',
  risk: 'An event that names an artifact or a chart does not say which pipeline it is about, and the job waits until its deadline.',
  source: 'The spike: compatibility with OCI artifacts. Flux 2.9: a Kustomization names a commit or a digest, a HelmRelease the digest of a chart.',
  varied: 'The object that the job watches, and who says which commit its events are about; every event arrives.',
  invariants: [NONE_WRONG, NONE_NEVER],
  run: (context) => runKinds(CASES, context),
};

async function runKinds(cases: readonly DeliveryCase[], context: ExperimentContext): Promise<ExperimentResult> {
  const outcomes = await runCases(cases, context);
  const useless = outcomes.filter(({ counts }) => counts.missed > PIPELINES / 2).map(nameOf);
  return {
    summary: `${cases.length - useless.length} of ${cases.length} pairs of an object and a way of learning its commit end pipelines; mostly missed are ${useless.join(', ') || 'none'}.`,
    broken: brokenIn(outcomes),
    findings: outcomes.map(caseFinding),
    measurements: [],
  };
}

const nameOf = ({ options: { object, revision } }: CaseOutcome): string => `${object} with ${revision}`;

function caseOf(revision: RevisionKind, object: WorldOptions['object']): DeliveryCase {
  return {
    id: `${revision}.${object}`,
    title: `A ${object} that syncs from ${REVISION_TITLES[revision]}`,
    options: { ...USUAL_WORLD, revision, object },
    data: { object, variant: revision },
  };
}

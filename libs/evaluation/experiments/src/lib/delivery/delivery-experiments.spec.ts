/** The experiments hold on the product, say what they said before, and notice a product that is wrong. */
import type { Experiment, ExperimentContext, ExperimentResult } from '@holdpoint/evaluation-experiment';
import { deliveryFaults } from './delivery-faults';
import { brokenIn, NONE_NEVER, NONE_WRONG } from './delivery-invariants';
import { runSafeguards, SAFEGUARD_CASES } from './delivery-safeguards';
import { fluxRevisionKinds } from './flux-revision-kinds';
import { fluxSkippedRevisions } from './flux-skipped-revisions';
import { notificationController18 } from './notification-controller-1-8';
import { runCases } from './run-cases';

/** A machine that does other things beside takes its time. */
jest.setTimeout(180_000);

const context: ExperimentContext = { seed: 1, databaseUrl: null, signal: new AbortController().signal, progress: () => undefined };

const ofGit = SAFEGUARD_CASES.filter(({ options }) => options.revision === 'git');

const summaryOf = ({ broken, summary }: ExperimentResult): string => {
  expect(broken).toEqual([]);
  return summary;
};

it('delivery-safeguards finds with git that every safeguard is worth something', async () => {
  const result = await runSafeguards(ofGit, context);
  expect(summaryOf(result)).toBe(
    'Every safeguard: nothing wrong. Without parking: 19 % missed. Without deduplication: 1 % wrong. Without strict revision: 19 % wrong. Without trust order: 4 % wrong. Without deadline: 7 % never. Without signature: 6 % wrong.',
  );
  expect(result.findings.map(({ severity }) => severity)).toEqual(['low', 'medium', 'medium', 'critical', 'critical', 'high', 'critical']);
});

const FOUND: readonly (readonly [Experiment, string])[] = [
  [
    deliveryFaults,
    'Over all faults 4 % of the pipelines that watch a Kustomization and 6 % of the pipelines that watch a HelmRelease fail by their deadline although Flux has applied their commit; 0 end wrongly, 0 never.',
  ],
  [
    fluxRevisionKinds,
    '6 of 10 pairs of an object and a way of learning its commit end pipelines; mostly missed are HelmRelease with git, HelmRelease with oci_origin, Kustomization with oci_none, HelmRelease with oci_none.',
  ],
  [
    fluxSkippedRevisions,
    'With `wait` 30 % of the pipelines end by their deadline and 0 % wrongly. With `success` 3 % of the pipelines end by their deadline and 1 % wrongly. With `failed` 7 % of the pipelines end by their deadline and 9 % wrongly.',
  ],
  [
    notificationController18,
    'Of the pipelines that watch a Kustomization 85 % fail by their deadline although Flux has applied their commit; without a deadline 92 % never end.',
  ],
];

it.each(FOUND.map(([experiment, summary]) => [experiment.id, experiment, summary] as const))('%s finds what it found before', async (_id, experiment, summary) => {
  const result = await experiment.run(context);
  expect(summaryOf(result)).toBe(summary);
  expect(new Set(result.findings.map(({ id }) => id)).size).toBe(result.findings.length);
});

it('notices a product without strict revisions, and one without deadlines', async () => {
  const without = (safeguard: string) => runCases(ofGit.filter(({ options }) => options.without === safeguard), context);
  expect(brokenIn(await without('strict_revision'))).toEqual([NONE_WRONG]);
  expect(brokenIn(await without('deadline'))).toEqual([NONE_NEVER]);
});

it('stops when it is interrupted, with the reason', async () => {
  const signal = AbortSignal.abort('interrupted');
  await expect(notificationController18.run({ ...context, signal })).rejects.toBe('interrupted');
});

import type { ClockResponse, JobResponse } from '@holdpoint/pipeline-contract';
import type { Act } from '../act';
import type { StageSet } from '../stage-set';
import type { FluxEvent } from './cluster';
import { waitForFlux } from './flux-configs';
import { setFluxStage, type FluxStage } from './flux-stage';

/** A commit that nobody here has ever heard of. */
const STRANGE_SHA = '5'.repeat(40);

const succeeded = (revision: string, more: Readonly<Record<string, string>> = {}): FluxEvent => ({
  kind: 'Kustomization',
  reason: 'ReconciliationSucceeded',
  message: 'Reconciliation finished in 812.114403ms, next run in 10m0s',
  metadata: { revision, commit_status: 'update', ...more },
});

const progressing = (revision: string): FluxEvent => ({
  kind: 'Kustomization',
  reason: 'Progressing',
  message: 'Deployment/podinfo/podinfo configured',
  metadata: { revision },
});

/** The artifact is registered by the build; events come as they do: a forged one, progress, an older revision, a repeat. */
export const fluxSyncsTheArtifact: Act = {
  title: 'a pipeline waits until Flux has synced the artifact that it pushed',
  async play(api, run, print, registry) {
    const stage = await setFluxStage(api, `oci-${run}`, { config: waitForFlux('Kustomization'), registers: true, registry }, print);
    const { cluster, digest, earlierSha } = stage;
    const revision = `latest@${digest}`;
    await cluster.forge(succeeded(revision));
    await cluster.tell({ kind: 'OCIRepository', reason: 'NewArtifact', message: 'stored artifact', metadata: { revision } }, 'unmatched');
    await cluster.tell(progressing(revision), 'progress');
    await cluster.tell(succeeded(`main@sha1:${earlierSha}`), 'stale');
    await cluster.tell({ ...succeeded(revision), atS: 60 }, 'accepted');
    await cluster.tell({ ...succeeded(revision), atS: 60 }, 'duplicate');
    await goesOn(stage);
  },
};

/** Nobody registers anything: the registry is asked what the digest stands for, after the event is stored. */
export const registryKnowsTheDigest: Act = {
  title: 'the registry says what the digest stands for',
  async play(api, run, print, registry) {
    const stage = await setFluxStage(api, `registry-${run}`, { config: waitForFlux('Kustomization'), registers: false, registry }, print);
    await api.post(`/projects/${stage.projectId}/registries`, { repository: stage.repository });
    await stage.cluster.tell(succeeded(`latest@${stage.digest}`), 'parked');
    await goesOn(stage);
  },
};

/** Whoever may annotate an object of Flux can claim any commit: against what the build has registered it does not stand. */
export const claimAgainstRegistration: Act = {
  title: 'an event claims another commit than the build has registered',
  async play(api, run, print, registry) {
    const stage = await setFluxStage(api, `claim-${run}`, { config: waitForFlux('Kustomization'), registers: true, registry }, print);
    const revision = `latest@${stage.digest}`;
    await stage.cluster.tell(succeeded(revision, { originRevision: `main@sha1:${STRANGE_SHA}` }), 'conflict');
    await stage.timeline.printState();
    await stage.cluster.tell(succeeded(revision, { originRevision: `main@sha1:${stage.pipeline.sha}` }), 'accepted');
    await goesOn(stage);
  },
};

/** A release of Helm: an upgrade fails and is rolled back, which is no success, and the next try succeeds. */
export const helmReleaseRollsBack: Act = {
  title: 'a HelmRelease fails once, is rolled back, and succeeds',
  async play(api, run, print, registry) {
    const config = waitForFlux('HelmRelease', 'fail_on: 2');
    const stage = await setFluxStage(api, `helm-${run}`, { config, registers: true, registry }, print);
    const metadata = { revision: `6.7.0+${stage.digest.slice(7, 19)}`, 'oci-digest': stage.digest };
    const helm = (reason: string, severity: 'info' | 'error'): FluxEvent => ({ kind: 'HelmRelease', reason, severity, message: `Helm: ${reason}`, metadata });
    await stage.cluster.tell(helm('UpgradeFailed', 'error'), 'progress');
    await stage.cluster.tell(helm('RollbackSucceeded', 'info'), 'ignored');
    await stage.cluster.tell(helm('UpgradeSucceeded', 'info'), 'accepted');
    await goesOn(stage);
  },
};

/** Flux sends every event at most once. A Kustomization reports again at its next interval; until then there is the deadline. */
export const eventIsLost: Act = {
  title: 'the event is lost; the deadline fails the wait, and the next interval ends its retry',
  async play(api, run, print, registry) {
    const stage = await setFluxStage(api, `lost-${run}`, { config: waitForFlux('Kustomization'), registers: true, registry }, print);
    const { now } = await api.post<ClockResponse>('/simulation/clock/step', { ms: 3_600_000 });
    print(`  the clock was stepped by an hour, to ${now}`);
    await stage.timeline.until('the pipeline fails', ({ status }) => status === 'failed');
    await retry(stage);
    await stage.timeline.until('the retry waits', (_, jobs) => jobs.some(({ name, status }) => name === 'wait-for-flux' && status === 'running_externally'));
    await stage.cluster.tell(succeeded(`latest@${stage.digest}`), 'accepted');
    await goesOn(stage);
  },
};

async function goesOn({ timeline }: FluxStage): Promise<void> {
  await timeline.until('the pipeline succeeds', ({ status }) => status === 'success');
  await timeline.printState();
}

async function retry({ api, projectId, timeline }: StageSet): Promise<void> {
  const { id } = await timeline.job('wait-for-flux');
  await api.post<JobResponse>(`/projects/${projectId}/jobs/${id}/retry`);
}

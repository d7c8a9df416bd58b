import { WATCHED_KINDS, type EventOutcome } from '@holdpoint/pipeline-domain';
import type { FluxEvent, Severity } from './flux-event';

/** What a reason can mean; Flux cancels nothing that it was asked for. */
export type FluxMeaning = Exclude<EventOutcome, 'canceled'>;

type WatchedKind = (typeof WATCHED_KINDS)[number];

/**
 * What the reasons of each kind mean. Source: the controllers of Flux 2.0 to 2.9.
 *
 * Failures that name no revision (`AccessDenied`, a wrong expression) are failures here; that they end no job is decided
 * where the revision is. A rollback or an uninstall is what Flux does after a failure, about the chart before, and
 * drift is about what was deployed long ago: neither is what a job waits for, however it ends.
 */
const REASONS: Readonly<Record<WatchedKind, Readonly<Record<FluxMeaning, readonly string[]>>>> = {
  Kustomization: {
    success: ['ReconciliationSucceeded'],
    failed: [
      'HealthCheckFailed', 'ReconciliationFailed', 'BuildFailed', 'PruneFailed', 'ArtifactFailed', 'DirectoryCreationFailed',
      'AccessDenied', 'InvalidCELExpression', 'FeatureGateDisabled',
    ],
    running: ['Progressing', 'DependencyNotReady', 'HealthCheckCanceled'],
    ignored: [],
  },
  HelmRelease: {
    success: ['InstallSucceeded', 'UpgradeSucceeded', 'TestSucceeded'],
    failed: ['InstallFailed', 'UpgradeFailed', 'TestFailed', 'ArtifactFailed', 'ValuesError', 'AccessDenied', 'InvalidCELExpression'],
    running: ['DependencyNotReady', 'HealthCheckCanceled', 'PendingRelease'],
    ignored: [
      'RollbackSucceeded', 'RollbackFailed', 'UninstallSucceeded', 'UninstallFailed',
      'DriftDetected', 'DriftCorrected', 'DriftCorrectionFailed',
    ],
  },
};

/**
 * What a reason means that the table does not know, of a later Flux perhaps. Never an outcome: `info` is not success, and
 * an error may be one that Flux gets over by itself. An error is shown on the job, for people to judge; the rest would
 * only hide what was shown before.
 */
const UNKNOWN: Readonly<Record<Severity, FluxMeaning>> = { error: 'running', info: 'ignored', trace: 'ignored' };

/** The severity without which an outcome contradicts itself, and then it is none. */
const SEVERITY_OF: Partial<Readonly<Record<FluxMeaning, Severity>>> = { success: 'info', failed: 'error' };

const MEANINGS: ReadonlyMap<string, ReadonlyMap<string, FluxMeaning>> = new Map(WATCHED_KINDS.map((kind) => [kind, byReason(REASONS[kind])]));

/** Tells what an event means for a job that watches its object; sources and images are objects that no job watches. */
export function fluxMeaning({ object, reason, severity }: Pick<FluxEvent, 'object' | 'reason' | 'severity'>): FluxMeaning {
  const meanings = MEANINGS.get(object.kind);
  if (!meanings || severity === 'trace') return 'ignored';
  const meaning = meanings.get(reason) ?? UNKNOWN[severity];
  return (SEVERITY_OF[meaning] ?? severity) === severity ? meaning : 'ignored';
}

function byReason(reasons: Readonly<Record<FluxMeaning, readonly string[]>>): ReadonlyMap<string, FluxMeaning> {
  const meanings = Object.keys(reasons) as readonly FluxMeaning[];
  return new Map(meanings.flatMap((meaning) => reasons[meaning].map((reason) => [reason, meaning] as const)));
}

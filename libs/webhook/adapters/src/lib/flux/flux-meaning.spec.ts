/** Every reason that Flux's controllers send, and that only what says success is one. */
import { WATCHED_KINDS } from '@holdpoint/pipeline-domain';
import fc from 'fast-check';
import type { Severity } from './flux-event';
import { fluxMeaning, type FluxMeaning } from './flux-meaning';

const meaning = (kind: string, reason: string, severity: Severity): FluxMeaning =>
  fluxMeaning({ object: { kind, namespace: 'apps', name: 'shop' }, reason, severity });

const SUCCESSES = { Kustomization: ['ReconciliationSucceeded'], HelmRelease: ['InstallSucceeded', 'UpgradeSucceeded', 'TestSucceeded'] };
const isSuccess = (kind: string, reason: string): boolean =>
  Object.entries(SUCCESSES).some(([of, reasons]) => of === kind && reasons.includes(reason));

/** What each reason means with the severity `info`, and with `error`. */
const ROWS: readonly (readonly [kind: string, reason: string, info: FluxMeaning, error: FluxMeaning])[] = [
  ['Kustomization', 'ReconciliationSucceeded', 'success', 'ignored'],
  ['Kustomization', 'HealthCheckFailed', 'ignored', 'failed'],
  ['Kustomization', 'ReconciliationFailed', 'ignored', 'failed'],
  ['Kustomization', 'BuildFailed', 'ignored', 'failed'],
  ['Kustomization', 'PruneFailed', 'ignored', 'failed'],
  ['Kustomization', 'ArtifactFailed', 'ignored', 'failed'],
  ['Kustomization', 'DirectoryCreationFailed', 'ignored', 'failed'],
  ['Kustomization', 'AccessDenied', 'ignored', 'failed'],
  ['Kustomization', 'InvalidCELExpression', 'ignored', 'failed'],
  ['Kustomization', 'FeatureGateDisabled', 'ignored', 'failed'],
  ['Kustomization', 'Progressing', 'running', 'running'],
  ['Kustomization', 'DependencyNotReady', 'running', 'running'],
  ['Kustomization', 'HealthCheckCanceled', 'running', 'running'],
  ['Kustomization', 'UpgradeSucceeded', 'ignored', 'running'],
  ['Kustomization', 'Succeeded', 'ignored', 'running'],
  ['Kustomization', 'reconciliationsucceeded', 'ignored', 'running'],
  ['Kustomization', 'constructor', 'ignored', 'running'],
  ['HelmRelease', 'InstallSucceeded', 'success', 'ignored'],
  ['HelmRelease', 'UpgradeSucceeded', 'success', 'ignored'],
  ['HelmRelease', 'TestSucceeded', 'success', 'ignored'],
  ['HelmRelease', 'InstallFailed', 'ignored', 'failed'],
  ['HelmRelease', 'UpgradeFailed', 'ignored', 'failed'],
  ['HelmRelease', 'TestFailed', 'ignored', 'failed'],
  ['HelmRelease', 'ArtifactFailed', 'ignored', 'failed'],
  ['HelmRelease', 'ValuesError', 'ignored', 'failed'],
  ['HelmRelease', 'AccessDenied', 'ignored', 'failed'],
  ['HelmRelease', 'InvalidCELExpression', 'ignored', 'failed'],
  ['HelmRelease', 'RollbackSucceeded', 'ignored', 'ignored'],
  ['HelmRelease', 'RollbackFailed', 'ignored', 'ignored'],
  ['HelmRelease', 'UninstallSucceeded', 'ignored', 'ignored'],
  ['HelmRelease', 'UninstallFailed', 'ignored', 'ignored'],
  ['HelmRelease', 'DriftDetected', 'ignored', 'ignored'],
  ['HelmRelease', 'DriftCorrected', 'ignored', 'ignored'],
  ['HelmRelease', 'DriftCorrectionFailed', 'ignored', 'ignored'],
  ['HelmRelease', 'DependencyNotReady', 'running', 'running'],
  ['HelmRelease', 'HealthCheckCanceled', 'running', 'running'],
  ['HelmRelease', 'PendingRelease', 'running', 'running'],
  ['HelmRelease', 'ReconciliationSucceeded', 'ignored', 'running'],
  ['GitRepository', 'NewArtifact', 'ignored', 'ignored'],
  ['GitRepository', 'GitOperationFailed', 'ignored', 'ignored'],
  ['OCIRepository', 'OCIArtifactPullFailed', 'ignored', 'ignored'],
  ['ImageUpdateAutomation', 'Succeeded', 'ignored', 'ignored'],
  ['GitRepository', 'ReconciliationSucceeded', 'ignored', 'ignored'],
  ['kustomization', 'ReconciliationSucceeded', 'ignored', 'ignored'],
];

it.each(ROWS)('%s %s is %s as info and %s as an error', (kind, reason, info, error) => {
  expect([meaning(kind, reason, 'info'), meaning(kind, reason, 'error'), meaning(kind, reason, 'trace')]).toEqual([info, error, 'ignored']);
});

it('is a success only by the reasons that say so, as info', () => {
  const kinds = fc.oneof(fc.constantFrom<string>(...WATCHED_KINDS), fc.string());
  const reasons = fc.oneof(fc.constantFrom(...ROWS.map(([, reason]) => reason)), fc.string());
  fc.assert(
    fc.property(kinds, reasons, fc.constantFrom<Severity>('trace', 'info', 'error'), (kind, reason, severity) => {
      expect(meaning(kind, reason, severity) === 'success').toBe(severity === 'info' && isSuccess(kind, reason));
    }),
    { numRuns: 1_000 },
  );
});

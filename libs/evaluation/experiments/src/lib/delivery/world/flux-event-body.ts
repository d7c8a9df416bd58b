import type { Instant } from '@holdpoint/kernel';
import type { Occurrence } from './flux-cluster';
import type { Push } from './pushes';
import type { RevisionKind, WorldOptions } from './world-options';

type ObjectKind = WorldOptions['object'];

/** What the jobs of a world watch. */
export const WATCHED = { namespace: 'flux-system', name: 'podinfo' } as const;

const CHART_VERSION = '6.7.0';
const SHORT_DIGEST = 12;
const DIGEST_STARTS = 'sha256:'.length;

const REASONS: Readonly<Record<ObjectKind, Readonly<Record<Occurrence['outcome'], string>>>> = {
  Kustomization: { running: 'Progressing', success: 'ReconciliationSucceeded', failed: 'HealthCheckFailed' },
  HelmRelease: { running: 'DependencyNotReady', success: 'UpgradeSucceeded', failed: 'UpgradeFailed' },
};

/**
 * Writes an event as the notification controller sends it to a generic receiver, with the `commit` of an annotation where
 * there is one. Source: Flux 2.9.
 */
export function fluxEventBody(
  { at, push, outcome }: Occurrence,
  { object, revision }: Pick<WorldOptions, 'object' | 'revision'>,
  commit: string | null,
): Buffer {
  return Buffer.from(
    JSON.stringify({
      involvedObject: { kind: object, ...WATCHED },
      severity: outcome === 'failed' ? 'error' : 'info',
      timestamp: wholeSeconds(at),
      message: `${object} ${WATCHED.name}`,
      reason: REASONS[object][outcome],
      metadata: { ...revisionOf(object, push, revision), ...(commit === null ? {} : { commit }) },
      reportingController: object === 'Kustomization' ? 'kustomize-controller' : 'helm-controller',
    }),
  );
}

const wholeSeconds = (at: Instant): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** A chart has a version, and beside it the digest of its artifact, but never the commit that the artifact came of. */
function revisionOf(object: ObjectKind, { sha, digest }: Push, revision: RevisionKind): Readonly<Record<string, string>> {
  const isGit = revision === 'git';
  if (object === 'HelmRelease') {
    const short = digest.slice(DIGEST_STARTS, DIGEST_STARTS + SHORT_DIGEST);
    return isGit ? { revision: CHART_VERSION } : { revision: `${CHART_VERSION}+${short}`, 'oci-digest': digest };
  }
  if (isGit) return { revision: `main@sha1:${sha}` };
  const isAnnotated = revision === 'oci_registry' || revision === 'oci_origin';
  return { revision: `latest@${digest}`, ...(isAnnotated ? { originRevision: `main@sha1:${sha}` } : {}) };
}

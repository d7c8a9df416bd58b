import { MINUTE_MS } from '@holdpoint/kernel';
import { NO_FAULTS, type RevisionKind, type WorldOptions } from './world-options';

/** A Kustomization of a git repository that is pushed to every few minutes, with every safeguard and no faults. */
export const USUAL_WORLD: WorldOptions = {
  object: 'Kustomization',
  revision: 'git',
  without: null,
  faults: NO_FAULTS,
  onSuperseded: 'wait',
  pace: [MINUTE_MS, 8 * MINUTE_MS],
  dropsCommitStatus: false,
};

/** Where Flux syncs from, and who says which commit that is, for people. */
export const REVISION_TITLES: Readonly<Record<RevisionKind, string>> = {
  git: 'a git repository',
  oci_registered: 'an artifact whose digest the build has registered',
  oci_registry: 'an artifact whose registry is asked',
  oci_origin: 'an artifact of which only the event says its origin',
  oci_none: 'an artifact of which nobody says its commit',
};

import type { Experiment } from '@holdpoint/evaluation-experiment';
import { deliveryFaults } from './delivery/delivery-faults';
import { deliverySafeguards } from './delivery/delivery-safeguards';
import { fluxRevisionKinds } from './delivery/flux-revision-kinds';
import { fluxSkippedRevisions } from './delivery/flux-skipped-revisions';
import { notificationController18 } from './delivery/notification-controller-1-8';
import { foldTable } from './side-effects/fold-table';

/** Every experiment, in the order in which `npm run evaluate` runs them. */
export const EXPERIMENTS: readonly Experiment[] = [
  foldTable,
  deliverySafeguards,
  deliveryFaults,
  fluxRevisionKinds,
  fluxSkippedRevisions,
  notificationController18,
];

/**
 * The experiments whose findings `npm test` compares with those of the report that is kept in the repository: a few
 * seconds each, and they find the same with a database and without.
 */
export const GUARDED_EXPERIMENTS: readonly Experiment[] = [foldTable];

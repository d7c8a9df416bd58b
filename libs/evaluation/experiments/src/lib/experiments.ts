import type { Experiment } from '@holdpoint/evaluation-experiment';
import { ablation } from './ablation/ablation';
import { ablationOnPostgresql } from './ablation/ablation-on-postgresql';
import { ablationPairs } from './ablation/ablation-pairs';
import { catalogue } from './catalogue/catalogue';
import { configurationKeywords } from './configuration/configuration-keywords';
import { deliveryFaults } from './delivery/delivery-faults';
import { deliverySafeguards } from './delivery/delivery-safeguards';
import { fluxRevisionKinds } from './delivery/flux-revision-kinds';
import { fluxSkippedRevisions } from './delivery/flux-skipped-revisions';
import { notificationController18 } from './delivery/notification-controller-1-8';
import { randomWorlds } from './random-worlds/random-worlds';
import { foldSideEffects } from './side-effects/fold-side-effects';
import { foldTable } from './side-effects/fold-table';
import { pipelineSideEffects } from './side-effects/pipeline-side-effects';
import { storageFit } from './storage/storage-fit';
import { storageMigration } from './storage/storage-migration';
import { storageSize } from './storage/storage-size';
import { deadlineEnforcers } from './time/deadline-enforcers';
import { deadlinesOnPostgresql } from './time/deadlines-on-postgresql';

/** Every experiment, in the order in which `npm run evaluate` runs them. */
export const EXPERIMENTS: readonly Experiment[] = [
  catalogue,
  ablation,
  ablationPairs,
  ablationOnPostgresql,
  foldTable,
  foldSideEffects,
  pipelineSideEffects,
  storageFit,
  storageSize,
  storageMigration,
  configurationKeywords,
  deadlineEnforcers,
  deadlinesOnPostgresql,
  deliverySafeguards,
  deliveryFaults,
  fluxRevisionKinds,
  fluxSkippedRevisions,
  notificationController18,
  randomWorlds,
];

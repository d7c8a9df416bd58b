import type { CiModel } from '@holdpoint/pipeline-domain';

/** The model that this process decides by; the evaluation runs processes with others. */
export abstract class ActiveCiModel implements CiModel {
  abstract readonly statuses: CiModel['statuses'];
  abstract readonly kinds: CiModel['kinds'];
}

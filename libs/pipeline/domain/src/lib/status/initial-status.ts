import type { CiModel } from './ci-model';
import type { JobKind } from './job-kind';
import type { Status } from './status';

/** The status in which every attempt of a job of this kind begins. */
export const initialStatus = ({ statuses, kinds }: CiModel, kind: JobKind): Status => statuses.machines[kinds.kinds[kind].machine].initial;

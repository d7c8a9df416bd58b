import { defineCiModel } from './ci-model';
import { holdpointJobKinds } from './holdpoint-job-kinds';
import { holdpointStatusModel } from './holdpoint-status-model';

/** The model that the product runs on. */
export const HOLDPOINT_CI_MODEL = defineCiModel(holdpointStatusModel(), holdpointJobKinds());

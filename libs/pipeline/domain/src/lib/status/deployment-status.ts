import type { DeploymentStatus } from '../environment/environment-words';
import { isHidden } from './in-set';
import type { Status } from './status';
import type { StatusModel } from './status-model';

/** What a deployment is while its job is in a status; undefined when it is left as it is. */
export function deploymentStatus(model: StatusModel, status: Status): DeploymentStatus | undefined {
  return isHidden(model, 'deployment.status', status) ? undefined : model.deployment[status];
}

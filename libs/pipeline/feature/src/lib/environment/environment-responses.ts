import type { DeploymentResponse, EnvironmentResponse, JobResponse, LastDeploymentResponse } from '@holdpoint/pipeline-contract';
import type { DeploymentRow, EnvironmentRow } from '@holdpoint/pipeline-persistence';
import { toUser } from '../instance/user-responses';
import { toTimestamp } from '../view/times';
import type { View } from '../view/view';

/** Shows an environment. */
export const toEnvironment = ({ id, name, slug, tier, externalUrl, state, createdAt, updatedAt }: EnvironmentRow): EnvironmentResponse => ({
  id,
  name,
  slug,
  external_url: externalUrl,
  created_at: toTimestamp(createdAt),
  updated_at: toTimestamp(updatedAt),
  tier,
  state,
});

/** Shows a deployment beside its environment. */
export const toLastDeployment = (row: DeploymentRow, deployable: JobResponse, { origin }: View): LastDeploymentResponse => ({
  id: row.id,
  iid: row.iid,
  ref: row.ref,
  sha: row.sha,
  created_at: toTimestamp(row.createdAt),
  updated_at: toTimestamp(row.updatedAt),
  user: row.creator && toUser(row.creator, origin),
  deployable,
  status: row.status,
});

/** Shows a deployment. */
export const toDeployment = (row: DeploymentRow, deployable: JobResponse, view: View): DeploymentResponse =>
  ({ ...toLastDeployment(row, deployable, view), environment: toEnvironment(row.environment) });

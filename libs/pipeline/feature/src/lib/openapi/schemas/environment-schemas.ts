import type { DeploymentResponse, EnvironmentDetailResponse, EnvironmentResponse, LastDeploymentResponse } from '@holdpoint/pipeline-contract';
import { DEPLOYMENT_STATUSES, ENVIRONMENT_STATES, ENVIRONMENT_TIERS } from '@holdpoint/pipeline-domain';
import { integer, nullable, nullableRef, objectOf, ref, text, timestamp, words, type Schema } from '../schema';

const environment: Readonly<Record<keyof EnvironmentResponse, Schema>> = {
  id: integer,
  name: text,
  slug: text,
  external_url: nullable(text),
  created_at: timestamp,
  updated_at: timestamp,
  tier: words(...ENVIRONMENT_TIERS),
  state: words(...ENVIRONMENT_STATES),
};

const deployment: Readonly<Record<keyof LastDeploymentResponse, Schema>> = {
  id: integer,
  iid: integer,
  ref: text,
  sha: text,
  created_at: timestamp,
  updated_at: timestamp,
  user: nullableRef('User'),
  deployable: ref('Job'),
  status: words(...DEPLOYMENT_STATUSES),
};

/** Schemas of environments and of deployments to them. */
export const ENVIRONMENT_SCHEMAS = {
  Environment: objectOf<EnvironmentResponse>(environment),
  EnvironmentDetail: objectOf<EnvironmentDetailResponse>({ ...environment, last_deployment: nullableRef('LastDeployment') }),
  LastDeployment: objectOf<LastDeploymentResponse>(deployment),
  Deployment: objectOf<DeploymentResponse>({ ...deployment, environment: ref('Environment') }),
};

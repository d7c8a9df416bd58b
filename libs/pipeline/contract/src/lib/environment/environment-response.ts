import type { Timestamp } from '../instance/timestamp';
import type { UserResponse } from '../instance/user-response';
import type { JobResponse } from '../job/job-response';

/** An environment, as GitLab shows it. */
export interface EnvironmentResponse {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  /** `environment:url` of the job that has last deployed to it. */
  readonly external_url: string | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
  readonly tier: 'production' | 'staging' | 'testing' | 'development' | 'other';
  readonly state: 'available' | 'stopped';
}

/** An environment with the last deployment to it that has succeeded. */
export interface EnvironmentDetailResponse extends EnvironmentResponse {
  readonly last_deployment: LastDeploymentResponse | null;
}

/** What an attempt of a job has deployed, or is about to. */
export interface LastDeploymentResponse {
  readonly id: number;
  /** Counts the deployments of the project. */
  readonly iid: number;
  readonly ref: string;
  readonly sha: string;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
  readonly user: UserResponse | null;
  readonly deployable: JobResponse;
  readonly status: DeploymentStatusName;
}

/** How far a deployment has come. */
export type DeploymentStatusName = 'created' | 'running' | 'success' | 'failed' | 'canceled' | 'skipped' | 'blocked';

/** A deployment with its environment, as GitLab shows it. */
export interface DeploymentResponse extends LastDeploymentResponse {
  readonly environment: EnvironmentResponse;
}

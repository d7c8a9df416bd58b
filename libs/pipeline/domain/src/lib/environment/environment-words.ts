/** What a job does with its environment. Source: GitLab's `environment:action`. */
export const ENVIRONMENT_ACTIONS = ['start', 'stop', 'prepare', 'verify', 'access'] as const;

/** One of {@link ENVIRONMENT_ACTIONS}. */
export type EnvironmentAction = (typeof ENVIRONMENT_ACTIONS)[number];

/** What an environment is for. Source: GitLab's `Environment.tiers`. */
export const ENVIRONMENT_TIERS = ['production', 'staging', 'testing', 'development', 'other'] as const;

/** One of {@link ENVIRONMENT_TIERS}. */
export type EnvironmentTier = (typeof ENVIRONMENT_TIERS)[number];

/** Whether something is deployed to an environment, as far as is known. Source: GitLab's `Environment`, less `stopping`. */
export const ENVIRONMENT_STATES = ['available', 'stopped'] as const;

/** One of {@link ENVIRONMENT_STATES}. */
export type EnvironmentState = (typeof ENVIRONMENT_STATES)[number];

/** How far a deployment has come. Source: GitLab's `Deployment.statuses`. */
export const DEPLOYMENT_STATUSES = ['created', 'running', 'success', 'failed', 'canceled', 'skipped', 'blocked'] as const;

/** One of {@link DEPLOYMENT_STATUSES}. */
export type DeploymentStatus = (typeof DEPLOYMENT_STATUSES)[number];

/** The statuses in which a deployment is over. Source: GitLab's `Deployment::FINISHED_STATUSES`. */
export const FINISHED_DEPLOYMENTS: readonly DeploymentStatus[] = ['success', 'failed', 'canceled'];

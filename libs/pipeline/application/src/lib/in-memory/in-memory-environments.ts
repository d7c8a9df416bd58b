import type { Instant } from '@holdpoint/kernel';
import {
  FINISHED_DEPLOYMENTS,
  type DeploymentChange,
  type DeploymentStatus,
  type EnvironmentChange,
  type EnvironmentId,
  type EnvironmentPlan,
  type EnvironmentState,
  type EnvironmentTier,
  type JobId,
  type JobPlan,
  type PipelineChanges,
  type PipelineFacts,
  type PipelineId,
} from '@holdpoint/pipeline-domain';

/** An environment as stores keep it. */
export interface StoredEnvironment {
  readonly id: EnvironmentId;
  readonly slug: string;
  readonly tier: EnvironmentTier;
  readonly externalUrl: string | null;
  readonly state: EnvironmentState;
}

/** A deployment as stores keep it. */
export interface StoredDeployment {
  /** Counts the deployments of the project, without gaps. */
  readonly iid: number;
  readonly environmentId: EnvironmentId;
  readonly jobId: JobId;
  readonly ref: string;
  readonly sha: string;
  readonly status: DeploymentStatus;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly finishedAt: Instant | null;
}

/** The environments and deployments of the in-memory store. */
export class InMemoryEnvironments {
  private readonly ids = new Map<string, EnvironmentId>();
  private readonly environments = new Map<EnvironmentId, StoredEnvironment>();
  private readonly deployments = new Map<JobId, StoredDeployment & { readonly pipelineId: PipelineId }>();
  private readonly iids = new Map<number, number>();

  /** Makes what jobs of a new pipeline name and nobody has named before; answers the numbers by the names. */
  makeAll(projectId: number, jobs: readonly Pick<JobPlan, 'environment'>[]): (name: string) => EnvironmentId {
    const named = jobs.flatMap(({ environment }) => environment ?? []);
    // Where two jobs disagree, the one that says what the environment is for is right.
    for (const environment of [...named].sort((a, b) => Number(a.options.tier === null) - Number(b.options.tier === null))) this.make(projectId, environment);
    return (name) => this.ids.get(keyOf(projectId, name)) ?? 0;
  }

  private make(projectId: number, { name, slug, tier }: EnvironmentPlan): void {
    if (this.ids.has(keyOf(projectId, name))) return;
    const id = this.ids.size + 1;
    this.ids.set(keyOf(projectId, name), id);
    this.environments.set(id, { id, slug, tier, externalUrl: null, state: 'available' });
  }

  /** Keeps what a pass wants written. */
  write(pipeline: PipelineFacts, { deployments, environments, pipeline: row }: PipelineChanges, numberOf: (id: JobId) => JobId): void {
    const at = row?.updatedAt ?? pipeline.now;
    const numbered = deployments.map((change) => ({ ...change, jobId: numberOf(change.jobId) })).sort((a, b) => a.jobId - b.jobId);
    for (const change of numbered) if (change.isMade || this.deployments.has(change.jobId)) this.writeDeployment(pipeline, change, at);
    for (const change of environments) this.writeEnvironment(change);
  }

  private writeDeployment({ id: pipelineId, projectId, ref, sha }: PipelineFacts, { jobId, environmentId, status }: DeploymentChange, at: Instant): void {
    const made = this.deployments.get(jobId) ?? { iid: this.nextIid(projectId), environmentId, jobId, pipelineId, ref, sha, createdAt: at };
    this.deployments.set(jobId, { ...made, status, updatedAt: at, finishedAt: FINISHED_DEPLOYMENTS.includes(status) ? at : null });
  }

  private writeEnvironment({ environmentId, state, url, tier }: EnvironmentChange): void {
    const stored = this.environments.get(environmentId);
    if (!stored) throw new Error(`environment ${environmentId} was written but is not stored`);
    const externalUrl = url ?? stored.externalUrl;
    this.environments.set(environmentId, { ...stored, state, externalUrl: externalUrl === '' ? null : externalUrl, tier: tier ?? stored.tier });
  }

  private nextIid(projectId: number): number {
    const iid = (this.iids.get(projectId) ?? 0) + 1;
    this.iids.set(projectId, iid);
    return iid;
  }

  /** The environment of a name; undefined when no pipeline of the project has named it. */
  find(projectId: number, name: string): StoredEnvironment | undefined {
    return this.environments.get(this.ids.get(keyOf(projectId, name)) ?? 0);
  }

  /** The deployments of a pipeline, oldest first. */
  deploymentsOf(id: PipelineId): readonly StoredDeployment[] {
    return [...this.deployments.values()].flatMap(({ pipelineId, ...deployment }) => (pipelineId === id ? [deployment] : []));
  }
}

const keyOf = (projectId: number, name: string): string => `${projectId}/${name}`;

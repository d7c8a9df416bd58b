import { err, ok, type Result } from '@holdpoint/kernel';
import { expandPersisted, type PersistedVariables } from '@holdpoint/pipeline-config';
import {
  BRIDGE_LIMITS,
  CHILD_SOURCE,
  inSet,
  judgeTrigger,
  type BridgeFailureReason,
  type CiModel,
  type FailureReason,
  type JobId,
  type PipelineId,
} from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CorridorRefusal } from '../corridor/corridor-member';
import type { BridgeErrors } from '../ports/bridge-errors';
import type { BridgeLookup, BridgeSnapshot, DownstreamProject } from '../ports/bridge-lookup';
import type { BridgePermission } from '../ports/bridge-permission';
import { commandOutcome } from './command-outcome';
import type { CreatePipeline, CreatePipelineRequest } from './create-pipeline';
import type { FollowDownstream } from './follow-downstream';

/** The source of a pipeline that a bridge of another project triggers. */
const MULTI_PROJECT_SOURCE = 'pipeline';

/**
 * Makes the pipeline that a bridge triggers, or fails the bridge, in GitLab's order of reasons. It may be asked for more
 * than once and interrupted anywhere: the store keeps one downstream pipeline for each bridge, and whatever comes after
 * its creation is asked for again. Source: GitLab's `Ci::CreateDownstreamPipelineService`.
 */
export class TriggerDownstream {
  constructor(
    private readonly lookup: BridgeLookup,
    private readonly permission: BridgePermission,
    private readonly errors: BridgeErrors,
    private readonly createPipeline: CreatePipeline,
    private readonly followDownstream: FollowDownstream,
    private readonly corridor: Corridor,
    private readonly model: CiModel,
  ) {}

  /** Resolves when the downstream pipeline has started and its bridge knows, or the bridge has failed. */
  async execute(jobId: JobId): Promise<Result<void, CorridorRefusal>> {
    const found = await this.lookup.findBridge(jobId);
    if (!found) return ok(undefined);
    const bridge = { ...found, trigger: expandPersisted(found.trigger, persistedOf(found)) };
    if (bridge.downstreamId !== null) return this.attachAgain(bridge, bridge.downstreamId);
    const waits = !bridge.retried && inSet(this.model.statuses, 'running_or_pending', 'bridge.triggers', bridge.status);
    if (!waits) return ok(undefined);
    const made = await this.make(bridge);
    return made.ok ? this.attach(bridge, made.value) : this.fail(bridge, made.error);
  }

  /** Fails the bridge of a task that cannot be done; one that has gone on meanwhile is left alone. */
  async giveUp(jobId: JobId): Promise<Result<void, CorridorRefusal>> {
    const bridge = await this.lookup.findBridge(jobId);
    return bridge?.downstreamId === null ? this.fail(bridge, 'data_integrity_failure') : ok(undefined);
  }

  private async make(bridge: BridgeSnapshot): Promise<Result<PipelineId, BridgeFailureReason>> {
    const project = await this.findProject(bridge);
    const request = requestOf(bridge, project);
    const reason = await this.judge(bridge, project);
    if (reason !== null) return err(reason);
    const created = await this.createPipeline.create(request);
    if (created.ok) return ok(created.value.id);
    // The messages may quote the files of another project, which is nobody's business here: only those of a child are kept.
    if (bridge.trigger.include) await this.errors.keep(bridge.jobId, created.error.messages);
    return err('downstream_pipeline_creation_failed');
  }

  /** A project that the user may not see is as one that is not there, be it the bridge's own. */
  private async findProject({ trigger, projectId, startedBy }: BridgeSnapshot): Promise<DownstreamProject | null> {
    const project = trigger.project === undefined ? { id: projectId, defaultBranch: '' } : await this.lookup.findProject(trigger.project);
    return project && (await this.permission.mayRead(startedBy, project.id)) ? project : null;
  }

  private async judge(
    { trigger, pipelineId, projectId, startedBy }: BridgeSnapshot,
    project: DownstreamProject | null,
  ): Promise<BridgeFailureReason | null> {
    const { upstreams, size } = await this.lookup.findHierarchy(pipelineId, BRIDGE_LIMITS.hierarchyMax);
    const permitted = project !== null && (await this.mayRunAll(startedBy, new Set([projectId, project.id])));
    return judgeTrigger({ trigger, downstreamProjectId: project?.id ?? null, upstreams, hierarchySize: size, permitted });
  }

  /** Who triggers may run pipelines here as well as there: they may have lost that since the bridge's own was made. */
  private async mayRunAll(username: string, projectIds: ReadonlySet<number>): Promise<boolean> {
    const answers = await Promise.all([...projectIds].map((projectId) => this.permission.mayRun(username, projectId)));
    return answers.every((may) => may);
  }

  /** Its pipeline may have come to an end before: nothing would tell the bridge of that any more. */
  private async attachAgain(bridge: BridgeSnapshot, downstreamId: PipelineId): Promise<Result<void, CorridorRefusal>> {
    const attached = await this.attach(bridge, downstreamId);
    return attached.ok ? this.followDownstream.execute(downstreamId, null) : attached;
  }

  /** A bridge that was canceled while its pipeline was made refuses it: that pipeline is canceled before it starts. */
  private async attach({ jobId, pipelineId }: BridgeSnapshot, downstreamId: PipelineId): Promise<Result<void, CorridorRefusal>> {
    const answer = await this.corridor.submit({ pipelineId, command: { type: 'bridge_triggered', jobId, downstreamId } });
    if (answer.ok && answer.value.type === 'refused' && answer.value.refusal === 'bridge_canceled') {
      const canceled = { pipelineId: downstreamId, command: { type: 'cancel_child', pipelineId } } as const;
      return commandOutcome(await this.corridor.submit(canceled));
    }
    if (answer.ok) await this.createPipeline.start(downstreamId);
    return commandOutcome(answer);
  }

  private async fail({ jobId, pipelineId }: BridgeSnapshot, failureReason: FailureReason): Promise<Result<void, CorridorRefusal>> {
    return commandOutcome(await this.corridor.submit({ pipelineId, command: { type: 'bridge_failed', jobId, failureReason } }));
  }
}

/** What is known only now of the variables in what the bridge triggers. */
const persistedOf = ({ pipelineId, pipelineIid, jobId }: BridgeSnapshot): PersistedVariables => ({
  CI_PIPELINE_ID: String(pipelineId),
  CI_PIPELINE_IID: String(pipelineIid),
  CI_JOB_ID: String(jobId),
});

/** A child pipeline runs for the ref and the commit of its parent, any other for the head of a branch. */
function requestOf(bridge: BridgeSnapshot, project: DownstreamProject | null): CreatePipelineRequest {
  const { trigger, startedBy, jobId, pipelineId } = bridge;
  const { include } = trigger;
  return {
    projectId: project?.id ?? bridge.projectId,
    ref: include ? bridge.ref : (trigger.branch ?? project?.defaultBranch ?? ''),
    source: include ? CHILD_SOURCE : MULTI_PROJECT_SOURCE,
    createdBy: startedBy,
    variables: trigger.variables,
    sourceBridge: { pipelineId, jobId },
    ...(include ? { child: { sha: bridge.sha, include } } : {}),
  };
}

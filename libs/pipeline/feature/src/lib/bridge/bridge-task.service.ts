import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Result } from '@holdpoint/kernel';
import {
  CancelDownstream,
  ConfigReaderUnavailable,
  FollowDownstream,
  StoreError,
  TriggerDownstream,
  type CorridorRefusal,
} from '@holdpoint/pipeline-application';
import { pipelineTaskOf, type PipelineTask, type PipelineTaskName, type TaskHandler } from '@holdpoint/pipeline-persistence';
import { TaskHandlers } from '../tasks/task-handlers';

type Work = (task: PipelineTask) => Promise<Result<void, CorridorRefusal>>;

/**
 * Carries out what pipelines leave to be done in one another. Each of these may be done twice, or late: it looks at what
 * is there before it asks for anything.
 */
@Injectable()
export class BridgeTaskService implements OnModuleInit {
  constructor(
    private readonly handlers: TaskHandlers,
    private readonly triggerDownstream: TriggerDownstream,
    private readonly followDownstream: FollowDownstream,
    private readonly cancelDownstream: CancelDownstream,
  ) {}

  onModuleInit(): void {
    this.handlers.add(new Map(Object.entries(this.works).map(([name, work]) => [name, handlerOf(name, work)])));
  }

  private readonly works: Readonly<Record<PipelineTaskName, Work>> = {
    trigger_downstream: ({ jobId }) => this.trigger(bridgeOf(jobId)),
    cancel_downstream: ({ pipelineId, jobId }) => this.cancelDownstream.cancelChildren(pipelineId, { jobId: bridgeOf(jobId) }),
    cancel_child_pipelines: ({ pipelineId }) => this.cancelDownstream.cancelChildren(pipelineId, { pipelineId }),
    mirror_status: ({ pipelineId }) => this.followDownstream.execute(pipelineId, null),
    reset_source_bridge: ({ pipelineId, actor }) => this.followDownstream.execute(pipelineId, actor),
    cancel_redundant_pipelines: ({ pipelineId }) => this.cancelDownstream.cancelRedundant(pipelineId),
  };

  /** As in GitLab a bug fails the bridge at once, which would wait for ever; a database that is away is waited for, and a turn to be read. */
  private async trigger(jobId: number): ReturnType<Work> {
    try {
      return await this.triggerDownstream.execute(jobId);
    } catch (error) {
      if (!(error instanceof StoreError || error instanceof ConfigReaderUnavailable)) await this.triggerDownstream.giveUp(jobId);
      throw error;
    }
  }
}

/** A task that rejects is tried again by its queue. */
const handlerOf =
  (name: string, work: Work): TaskHandler =>
  async ({ payload }) => {
    const done = await work(pipelineTaskOf(payload));
    if (!done.ok) throw new Error(`${name} could not be done now: ${done.error}`);
  };

function bridgeOf(jobId: number | null): number {
  if (jobId === null) throw new Error('A task about a bridge names it');
  return jobId;
}

import type { HookEvent } from '../external-job/hook-event';
import type { JobId, ResourceGroupId } from './pipeline-facts';

/**
 * Work that a pass leaves for others, stored with its changes: a pass changes only its own pipeline. Whoever carries
 * one out may do so more than once and must look again before acting.
 */
export type Effect = HookEffect | BridgeEffect | PipelineEffect | ResetEffect | ResourceEffect;

/** Tells the project's hooks about an external job. */
export interface HookEffect {
  readonly type: 'send_hook';
  readonly jobId: JobId;
  readonly event: HookEvent;
}

/** Concerns the pipeline that a bridge triggers: make it, or cancel it. */
export interface BridgeEffect {
  readonly type: 'trigger_downstream' | 'cancel_downstream';
  readonly jobId: JobId;
}

/**
 * Concerns the bridge that triggered this pipeline, which takes over how it ended; or the child pipelines of this one, all
 * of them: they are canceled with it.
 */
export interface PipelineEffect {
  readonly type: 'mirror_status' | 'cancel_child_pipelines';
}

/** Concerns the bridge that triggered this pipeline: it waits again, if who started something anew may have it so. */
export interface ResetEffect {
  readonly type: 'reset_source_bridge';
  readonly actor: string;
}

/** Concerns a resource group: whoever is next in it may have the resource, if nobody has. */
export interface ResourceEffect {
  readonly type: 'assign_resource';
  readonly resourceGroupId: ResourceGroupId;
}

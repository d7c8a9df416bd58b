import type { TriggerOptions } from '../plan/pipeline-plan';
import type { BridgeFailureReason } from '../processing/pipeline-facts';

/** How far pipelines may trigger pipelines. Source: GitLab's `Ci::CreateDownstreamPipelineService` and plan limits. */
export const BRIDGE_LIMITS = {
  /** Pipelines of one project above a child pipeline, its parent included. */
  projectAncestorsMax: 2,
  /** Pipelines in one tree, whatever their projects. */
  hierarchyMax: 1_000,
  /** How often one project, ref and source may come up among the upstream pipelines: two times round is no loop yet. */
  sameUpstreamMax: 2,
} as const;

/** The source of a child pipeline. */
export const CHILD_SOURCE = 'parent_pipeline';

/** A pipeline on the way from a bridge up to the root of its tree. */
export interface UpstreamPipeline {
  readonly projectId: number;
  readonly ref: string;
  readonly source: string;
}

/** What decides whether a bridge may trigger its pipeline. */
export interface TriggerFacts {
  readonly trigger: Pick<TriggerOptions, 'include'>;
  /** Null when there is no such project, or none that the user may see. */
  readonly downstreamProjectId: number | null;
  /** From the bridge's own pipeline up to the root; never empty. */
  readonly upstreams: readonly UpstreamPipeline[];
  /** Pipelines in the whole tree. */
  readonly hierarchySize: number;
  /** Whether the user may run pipelines for the ref that is triggered, and in the bridge's own project. */
  readonly permitted: boolean;
}

/** Why a bridge may not trigger its pipeline, the first reason in GitLab's order; null when it may. */
export function judgeTrigger(facts: TriggerFacts): BridgeFailureReason | null {
  const { trigger, downstreamProjectId, upstreams, hierarchySize, permitted } = facts;
  const projectId = upstreams[0]?.projectId;
  const child = trigger.include !== undefined;
  if (downstreamProjectId === null) return 'downstream_bridge_project_not_found';
  if (!child && downstreamProjectId === projectId) return 'invalid_bridge_trigger';
  if (child && ancestorsInProject(upstreams) > BRIDGE_LIMITS.projectAncestorsMax) {
    return 'reached_max_descendant_pipelines_depth';
  }
  if (hierarchySize >= BRIDGE_LIMITS.hierarchyMax) return 'reached_max_pipeline_hierarchy_size';
  if (!permitted) return 'insufficient_bridge_permissions';
  return !child && goesRound(upstreams) ? 'pipeline_loop_detected' : null;
}

/** Counts up to the first pipeline of another project. */
function ancestorsInProject(upstreams: readonly UpstreamPipeline[]): number {
  const foreign = upstreams.findIndex(({ projectId }) => projectId !== upstreams[0]?.projectId);
  return foreign === -1 ? upstreams.length : foreign;
}

/** Child pipelines do not count: they repeat the project and ref of their parent. */
function goesRound(upstreams: readonly UpstreamPipeline[]): boolean {
  const times = new Map<string, number>();
  for (const { projectId, ref, source } of upstreams) {
    if (source === CHILD_SOURCE) continue;
    const key = JSON.stringify([projectId, ref, source]);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return [...times.values()].some((count) => count > BRIDGE_LIMITS.sameUpstreamMax);
}

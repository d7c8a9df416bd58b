import type { PlanContext } from './plan-context';

/** True for a pipeline on a branch; one for a merge request is neither a branch nor a tag pipeline (GitLab). */
export function isBranch({ refType, source }: PlanContext): boolean {
  return refType === 'branch' && source !== 'merge_request_event';
}

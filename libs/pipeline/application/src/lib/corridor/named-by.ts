import { namedAttempts, type NamedAttempts, type PipelineId } from '@holdpoint/pipeline-domain';
import type { NamedJobs, NamedProjects } from '../ports/pipeline-store';
import type { CorridorRequest } from './corridor-member';

/** The attempts that requests ask for beside the latest ones, by pipeline. */
export function namedJobs(requests: readonly CorridorRequest[]): NamedJobs {
  const named = new Map<PipelineId, NamedAttempts>();
  for (const { pipelineId, command } of requests) {
    const [before, more] = [named.get(pipelineId) ?? [], namedAttempts(command)];
    if (before === 'all' || more === 'all') named.set(pipelineId, 'all');
    else if (more.length > 0) named.set(pipelineId, [...before, ...more]);
  }
  return named;
}

/** The projects in which requests name their pipelines; a pipeline that one of them names without a project is left out. */
export function namedProjects(requests: readonly CorridorRequest[]): NamedProjects {
  const named = new Map<PipelineId, Set<number>>();
  for (const { pipelineId, projectId } of requests) {
    if (projectId !== undefined) named.set(pipelineId, (named.get(pipelineId) ?? new Set()).add(projectId));
  }
  for (const { pipelineId, projectId } of requests) if (projectId === undefined) named.delete(pipelineId);
  return new Map([...named].map(([pipelineId, projectIds]) => [pipelineId, [...projectIds]]));
}

import { CASE_CONTEXT, CASE_TIMEOUT_MS } from '@holdpoint/evaluation-scenario';
import { HOLDPOINT_CI_MODEL, newPipelineFacts, type PipelineFacts, type PipelinePlan } from '@holdpoint/pipeline-domain';

/** The facts of a pipeline that nobody has processed yet, created from a plan at the instant 0. */
export function beginPipeline(plan: PipelinePlan): PipelineFacts {
  let lastId = 0;
  const nextId = (): number => (lastId += 1);
  const { ref, sha } = CASE_CONTEXT;
  const numbers = { nextId, resourceGroupOf: nextId, environmentOf: nextId };
  return newPipelineFacts(HOLDPOINT_CI_MODEL, plan, { id: 1, projectId: 1, ref, sha, now: 0, defaultTimeoutMs: CASE_TIMEOUT_MS, ...numbers });
}

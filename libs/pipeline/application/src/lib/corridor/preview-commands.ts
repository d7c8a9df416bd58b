import { err, ok } from '@holdpoint/kernel';
import { PipelinePass, type CiModel } from '@holdpoint/pipeline-domain';
import type { PipelineStore } from '../ports/pipeline-store';
import type { CorridorAnswer, CorridorRequest } from './corridor-member';
import { namedJobs } from './run-batch';

/**
 * Runs commands one after another on the facts as they stand and forgets what they did; nobody is kept waiting. Those for
 * one pipeline see what the ones before them did to it, as they would in the corridor.
 */
export async function previewCommands(store: PipelineStore, model: CiModel, requests: readonly CorridorRequest[]): Promise<readonly CorridorAnswer[]> {
  const ids = [...new Set(requests.map(({ pipelineId }) => pipelineId))];
  const facts = await store.transaction((transaction) => transaction.load(ids, namedJobs(requests)));
  const passes = new Map(facts.map((pipeline) => [pipeline.id, new PipelinePass(model, pipeline)]));
  return requests.map(({ pipelineId, projectId, command }) => {
    const pass = passes.get(pipelineId);
    if (!pass || (projectId !== undefined && pass.facts.projectId !== projectId)) return err('pipeline_not_found');
    return ok(pass.run(command));
  });
}

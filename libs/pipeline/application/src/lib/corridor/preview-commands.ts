import { err, ok } from '@holdpoint/kernel';
import { runPass, type CiModel } from '@holdpoint/pipeline-domain';
import type { PipelineStore } from '../ports/pipeline-store';
import { isFor, type CorridorAnswer, type CorridorRequest } from './corridor-member';
import { namedJobs, namedProjects } from './named-by';

/**
 * Runs commands one after another on the facts as they stand and forgets what they did; nobody is kept waiting. Those for
 * one pipeline see what the ones before them did to it, as they would in the corridor.
 */
export async function previewCommands(store: PipelineStore, model: CiModel, requests: readonly CorridorRequest[]): Promise<readonly CorridorAnswer[]> {
  const ids = [...new Set(requests.map(({ pipelineId }) => pipelineId))];
  const facts = await store.transaction((transaction) => transaction.load(ids, namedJobs(requests), namedProjects(requests)));
  const answers = new Map<CorridorRequest, CorridorAnswer>();
  for (const pipeline of facts) {
    const heard = requests.filter((request) => isFor(pipeline, request));
    const { results } = runPass(model, pipeline, heard.map(({ command }) => command));
    results.forEach((result, index) => heard[index] && answers.set(heard[index], ok(result)));
  }
  return requests.map((request) => answers.get(request) ?? err('pipeline_not_found'));
}

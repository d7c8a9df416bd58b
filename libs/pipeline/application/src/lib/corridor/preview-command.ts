import { err, ok } from '@holdpoint/kernel';
import { namedJobIds, PipelinePass, type CiModel } from '@holdpoint/pipeline-domain';
import type { PipelineStore } from '../ports/pipeline-store';
import type { CorridorAnswer, CorridorRequest } from './corridor-member';

/** Runs a command on the facts as they stand and forgets what it did; nobody is kept waiting. */
export async function previewCommand(
  store: PipelineStore,
  model: CiModel,
  { pipelineId, projectId, command }: CorridorRequest,
): Promise<CorridorAnswer> {
  const [facts] = await store.transaction((transaction) => transaction.load([pipelineId], namedJobIds(command)));
  if (!facts || (projectId !== undefined && facts.projectId !== projectId)) return err('pipeline_not_found');
  return ok(new PipelinePass(model, facts).run(command));
}

import { HOLDPOINT_CI_MODEL, NO_PROGRESS, type PipelineId } from '@holdpoint/pipeline-domain';
import { Corridor, CORRIDOR_OPTIONS, type CorridorOptions } from './corridor';
import type { CorridorAnswer } from './corridor-member';
import { FaultyStore, newPipeline } from './faulty-store.fixture';

/** A corridor with pipelines of one external job, which waits. */
export const setUp = async (pipelines: number, options: Partial<CorridorOptions> = {}): Promise<{ store: FaultyStore; corridor: Corridor; ids: PipelineId[] }> => {
  const store = new FaultyStore();
  const corridor = new Corridor(store, HOLDPOINT_CI_MODEL, { ...CORRIDOR_OPTIONS, retryDelaysMs: [0, 0], ...options });
  const created = await Promise.all(Array.from({ length: pipelines }, () => store.create(newPipeline)));
  const ids = created.map(({ id }) => id);
  await Promise.all(ids.map((pipelineId) => corridor.submit({ pipelineId, command: { type: 'process' } })));
  store.transactions = 0;
  return { store, corridor, ids };
};

/** Reports on the job of a pipeline. */
export const callback = (
  corridor: Corridor,
  pipelineId: PipelineId,
  outcome: 'success' | 'failed' = 'success',
  projectId?: number,
): Promise<CorridorAnswer> =>
  corridor.submit({
    pipelineId,
    ...(projectId !== undefined && { projectId }),
    command: { type: 'callback', callbackId: 'x', jobId: null, jobName: 'wait', matchKey: null, report: { outcome, progress: NO_PROGRESS }, actor: 'flux' },
  });

/** What a report came to; the whole answer when it was refused. */
export const verdictOf = (answer: CorridorAnswer): string =>
  answer.ok && answer.value.type === 'matched' ? answer.value.match.verdict : JSON.stringify(answer);

import type { Site } from './bench-context';

/** One caller ends the `wait` of one pipeline after the other; answers each latency in milliseconds. */
export async function callOneByOne({ api: { url, token }, callers }: Site, path: string, pipelineIds: readonly number[]): Promise<readonly number[]> {
  const measured = pipelineIds.map((pipelineId) => ({ pipelineId, jobName: 'wait' }));
  return (await callers.call({ url, token, path, callers: 1, warmUp: [], measured })).latencies;
}

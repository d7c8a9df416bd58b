import type { ApiProcess } from '../api/api-process';
import { callFromOutside } from '../callers/call-from-outside';

const nothing = (): void => undefined;

/** One caller ends the `wait` of one pipeline after the other; answers each latency in milliseconds. */
export async function callOneByOne({ url, token }: ApiProcess, path: string, pipelineIds: readonly number[]): Promise<readonly number[]> {
  const measured = pipelineIds.map((pipelineId) => ({ pipelineId, jobName: 'wait' }));
  const orders = { url, token, path, callers: 1, warmUp: [], measured };
  return (await callFromOutside(orders, { begin: nothing, end: nothing })).latencies;
}

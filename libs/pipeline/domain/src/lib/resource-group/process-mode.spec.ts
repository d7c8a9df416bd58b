/** The line in front of a resource, mode by mode. */
import { inLine, type ProcessMode, type QueuedJob } from './process-mode';

const queued = (pipelineId: number, jobId: number, request: QueuedJob['request']): QueuedJob => ({ pipelineId, jobId, request });

const LINE = [queued(2, 21, 'waiting'), queued(1, 12, 'waiting'), queued(3, 30, 'upcoming'), queued(1, 11, 'upcoming'), queued(2, 20, 'waiting'), queued(4, 40, 'waiting')];

it.each<readonly [ProcessMode, readonly number[]]>([
  ['unordered', [12, 20, 21, 40]],
  ['oldest_first', [12, 11, 20, 21, 30, 40]],
  ['newest_first', [40, 30, 20, 21, 12, 11]],
  ['newest_ready_first', [40, 20, 21, 12]],
])('%s', (mode, expected) => {
  expect(inLine(mode, LINE).map(({ jobId }) => jobId)).toEqual(expected);
});

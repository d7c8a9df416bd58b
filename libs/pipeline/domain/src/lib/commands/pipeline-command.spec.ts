/** Which older attempts a command needs to see. */
import { namedAttempts } from './pipeline-command';
import { NO_PROGRESS } from '../processing/pipeline-facts';

const report = { type: 'callback', callbackId: 'c', jobName: null, matchKey: null, report: { outcome: 'success', progress: NO_PROGRESS }, actor: 'flux' } as const;

it('the job that it names by its number, which may be an older attempt', () => {
  expect(namedAttempts({ type: 'retry_job', jobId: 7, actor: 'ann' })).toEqual([7]);
  expect(namedAttempts({ ...report, jobId: 8 })).toEqual([8]);
});

it('none where it names no number', () => {
  expect(namedAttempts({ ...report, jobId: null })).toEqual([]);
  expect(namedAttempts({ type: 'process' })).toStrictEqual([]);
  expect(namedAttempts({ type: 'cancel_child', pipelineId: 7 })).toStrictEqual([]);
});

it('all, to know whether uninterruptible work has ever started', () => {
  expect(namedAttempts({ type: 'cancel_redundant', pipelineId: 7 })).toBe('all');
});

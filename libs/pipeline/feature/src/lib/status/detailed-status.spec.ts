/** Proves that every status of the model has words, and that those of pipelines differ where GitLab's do. */
import { STATUSES } from '@holdpoint/pipeline-domain';
import { detailedPipelineStatus, detailedStatus } from './detailed-status';

it.each(STATUSES)('words %s', (status) => {
  const worded = detailedStatus(status, '/x', false);
  expect(worded).toMatchObject({ details_path: '/x', has_details: true, tooltip: worded.label });
  expect(worded.group).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(worded.icon).toMatch(/^status_[a-z]+$/);
});

it('calls a pipeline blocked or delayed where a stage is manual or scheduled', () => {
  expect(detailedStatus('manual', '/x', false).text).toBe('Manual');
  expect(detailedPipelineStatus('manual', '/x', false).text).toBe('Blocked');
  expect(detailedPipelineStatus('scheduled', '/x', false).label).toBe('waiting for delayed job');
  expect(detailedPipelineStatus('success', '/x', true)).toMatchObject({ text: 'Warning', label: 'passed with warnings', group: 'success-with-warnings' });
  expect(detailedStatus('success', '/x', true)).toEqual(detailedPipelineStatus('success', '/x', true));
  expect(detailedPipelineStatus('failed', '/x', true)).toEqual(detailedStatus('failed', '/x', false));
  expect(detailedPipelineStatus('running', '/x', false)).toEqual(detailedStatus('running', '/x', false));
});

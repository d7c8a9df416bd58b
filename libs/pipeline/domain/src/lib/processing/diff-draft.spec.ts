/** What is compared to find what a pass has changed: a field that was left out would be lost unseen. */
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import { diffDraft } from './diff-draft';
import { TestPipeline, planOf } from './facts.fixture';
import { openDraft } from './pipeline-draft';
import { NO_PROGRESS, type JobState } from './pipeline-facts';

const OTHER: JobState = {
  status: 'failed',
  retried: true,
  enqueueImmediately: true,
  scheduledAt: 1,
  queuedAt: 2,
  startedAt: 3,
  finishedAt: 4,
  deadlineAt: 5,
  failureReason: 'api_failure',
  heartbeatAt: 6,
  cancelDeadlineAt: 7,
  progress: { ...NO_PROGRESS, percent: 8 },
  reportedFailures: [9],
  endedByReport: true,
  commitStatus: { author: 'root', coverage: 10 },
};

const { facts } = new TestPipeline(planOf([{ name: 'push' }, { name: 'deploy' }]));

describe('diffDraft', () => {
  it('finds no difference where nothing was changed', () => {
    expect(diffDraft(openDraft(HOLDPOINT_CI_MODEL, facts), [])).toMatchObject({ pipeline: null, jobs: [], stages: [] });
  });

  it.each(Object.keys(OTHER) as (keyof JobState)[])('finds a change of %s alone, and tells the whole state of that job alone', (field) => {
    const draft = openDraft(HOLDPOINT_CI_MODEL, facts);
    const [job] = draft.attempts;
    if (!job) throw new Error('the pipeline has jobs');
    Object.assign(job, { [field]: OTHER[field] });
    const { jobs, pipeline } = diffDraft(draft, []);
    expect(jobs).toEqual([{ id: job.id, kind: 'build', state: expect.objectContaining({ [field]: OTHER[field] }) }]);
    expect(Object.keys(jobs[0]?.state ?? {}).sort()).toEqual(Object.keys(OTHER).sort());
    expect(pipeline).not.toBeNull();
  });
});

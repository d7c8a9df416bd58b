/** Which of the jobs that wait an event about an object is for: by its revision, and where several wait for it, as the project says. */
import type { WaitingResponse } from '@holdpoint/pipeline-contract';
import { commitConfig, jobsOf, makePipeline, makeProject } from '../test-project.fixture';
import { OTHER, said, WATCHING_CONFIG, WatchingProjects, withOption } from './watching-projects.fixture';

let projects: WatchingProjects;
beforeAll(async () => (projects = await WatchingProjects.start()));
afterAll(() => projects.stop());

describe('a revision', () => {
  it('that is older than the one waited for is stale, progress too; the earlier pipeline hears nothing of it', async () => {
    const first = await projects.makeWaiting();
    await projects.tell(first.id, 'success', { sha: first.sha });
    const second = await projects.later(first);
    expect(said(await projects.tell(first.id, 'success', { sha: first.sha }))).toEqual(['wait stale older_revision']);
    expect(said(await projects.tell(first.id, 'running', { sha: first.sha }))).toEqual(['wait stale older_revision']);
    expect(await projects.status(second.id, second.pipelineId)).toBe('running_externally');
    expect(said(await projects.tell(first.id, 'success', { sha: second.sha }))).toEqual(['wait accepted ended_by_revision']);
  });

  it('that is newer ends its own pipeline and leaves the older one waiting', async () => {
    const first = await projects.makeWaiting();
    const second = await projects.later(first);
    expect(said(await projects.tell(first.id, 'success', { sha: second.sha }))).toEqual(['wait ignored newer_revision', 'wait accepted ended_by_revision']);
    expect(await projects.status(first.id, first.pipelineId)).toBe('running_externally');
    const { wait } = await jobsOf(projects.api, first.id, first.pipelineId);
    const { body } = await projects.api.get<WaitingResponse>(`/projects/${first.id}/jobs/${wait?.id}/waiting`);
    expect(body.near_misses).toMatchObject([{ verdict: 'ignored', reason: expect.stringContaining('newer'), difference: expect.stringMatching(/^same object, newer sha/) }]);
  });

  it('that ended a job is no outcome of its next attempt, though another pipeline waited when it was told again', async () => {
    const first = await projects.makeWaiting();
    const second = await projects.later(first);
    await projects.tell(first.id, 'success', { sha: second.sha });
    const again = projects.eventOf(first.id, 'success', { sha: second.sha });
    expect(said(await projects.take(again))).toContain('wait duplicate same_outcome');
    expect(said(await projects.tell(first.id, 'failed', { sha: second.sha }))).toContain('wait conflict other_outcome_stands');
    const { wait } = await jobsOf(projects.api, second.id, second.pipelineId);
    await projects.api.post(`/projects/${first.id}/jobs/${wait?.id}/retry`);
    expect(said(await projects.take(again))).toContain('wait duplicate consumed_by_earlier_attempt');
    expect(await projects.status(second.id, second.pipelineId)).toBe('running_externally');
  });

  it.each(['success', 'failed'] as const)('that is newer ends the older job as %s where on_superseded says so', async (end) => {
    const first = await projects.makeWaiting(withOption(`on_superseded: ${end}`));
    const second = await projects.later(first);
    expect(said(await projects.tell(first.id, 'success', { sha: second.sha }))).toEqual(
      expect.arrayContaining(['wait accepted ended_by_newer_revision', 'wait accepted ended_by_revision']),
    );
    expect(await projects.status(first.id, first.pipelineId)).toBe(end);
  });

  it('that is newer is no failed try of the older job: it ends at once, whatever fail_on says', async () => {
    const first = await projects.makeWaiting(withOption('on_superseded: failed\n    fail_on: never'));
    const second = await projects.later(first);
    await projects.tell(first.id, 'success', { sha: second.sha });
    expect(await projects.status(first.id, first.pipelineId)).toBe('failed');
  });

  it('that is older stays so when a commit status makes a pipeline for it afterwards', async () => {
    const id = await makeProject(projects.api, withOption('on_superseded: success'));
    const { body: older } = await projects.api.get<{ id: string }>(`/projects/${id}/repository/commits/main`);
    const newer = await projects.later({ id });
    await commitConfig(projects.api, id, withOption('on_superseded: success'), 'update');
    const { id: pipelineId } = await makePipeline(projects.api, id);
    await projects.push(pipelineId);
    expect(newer.sha).not.toBe(older.id);
    for (const stale of [older.id, newer.sha]) expect(said(await projects.tell(id, 'success', { sha: stale }))).toContain('wait stale older_revision');
    await projects.api.post(`/projects/${id}/statuses/${older.id}`, { state: 'success', name: 'kustomization/podinfo/0c9c2e41', ref: 'main' });
    expect(said(await projects.tell(id, 'success', { sha: older.id }))).toContain('wait stale older_revision');
    expect(await projects.status(id, pipelineId)).toBe('running_externally');
  });

  it('that only another branch has is no news, though it descends from the job’s own', async () => {
    const { id, pipelineId } = await projects.makeWaiting(withOption('on_superseded: success'));
    const actions = [{ action: 'create', file_path: 'x', content: '' }];
    const { body } = await projects.api.post<{ id: string }>(`/projects/${id}/repository/commits`, { branch: 'feature', start_branch: 'main', commit_message: 'x', actions });
    expect(said(await projects.tell(id, 'success', { sha: body.id }))).toContain('wait ignored other_revision');
    expect(await projects.status(id, pipelineId)).toBe('running_externally');
  });

  it('that has no pipeline yet is kept for it, and shown as a near miss to who waits', async () => {
    const made = await projects.makeWaiting();
    expect(said(await projects.tell(made.id, 'success', { sha: OTHER }))).toEqual(['wait ignored other_revision', 'null parked revision_not_here_yet']);
    expect(said(await projects.tell(made.id, 'success', { unusable: '6.7.0' }))).toEqual(['null unmatched no_revision']);
    const { wait } = await jobsOf(projects.api, made.id, made.pipelineId);
    const { body } = await projects.api.get<WaitingResponse>(`/projects/${made.id}/jobs/${wait?.id}/waiting`);
    expect(body.near_misses.map(({ verdict, difference }) => [verdict, difference])).toEqual([
      ['unmatched', expect.stringContaining('other sha')],
      ['ignored', expect.stringContaining('other sha')],
    ]);
  });
});

describe('several jobs', () => {
  it.each([
    ['all', ['wait accepted ended_by_revision', 'wait accepted ended_by_revision']],
    ['newest', ['wait ignored newest_is_meant', 'wait accepted ended_by_revision']],
    ['reject', ['wait conflict ambiguous', 'wait conflict ambiguous']],
  ])('of one revision are told as the project says: %s', async (policy, expected) => {
    const { id, sha } = await projects.makeWaiting();
    const { id: pipelineId } = await makePipeline(projects.api, id);
    await projects.push(pipelineId);
    await projects.api.put(`/projects/${id}`, { callback_match_policy: policy });
    expect(said(await projects.tell(id, 'success', { sha }))).toEqual(expected);
  });

  it('of other projects, objects and receivers hear nothing', async () => {
    const { id, sha } = await projects.makeWaiting(WATCHING_CONFIG.replace('name: podinfo', 'name: podinfo, receiver: dev'));
    const other = await projects.makeWaiting();
    expect(said(await projects.tell(id, 'success', { sha }))).toEqual(['null parked revision_not_here_yet']);
    expect(said(await projects.tell(id, 'success', { sha }, 'backend'))).toEqual(['null unmatched nobody_watches']);
    expect(await projects.status(other.id, other.pipelineId)).toBe('running_externally');
  });
});

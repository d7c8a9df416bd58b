/** An event about an object counts once, whatever attempts follow; an operator can replay it, or ask what it would do. */
import type { HistoryEntryResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { jobsOf } from '../test-project.fixture';
import { said, WATCHING_CONFIG, WatchingProjects, withOption } from './watching-projects.fixture';

let projects: WatchingProjects;
beforeAll(async () => (projects = await WatchingProjects.start()));
afterAll(() => projects.stop());

describe('an event that comes again', () => {
  it('does not end the next attempt, and a new one does', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting();
    const event = projects.eventOf(id, 'failed', { sha });
    expect(said(await projects.take(event))).toEqual(['wait accepted ended_by_revision']);
    const { wait } = await jobsOf(projects.api, id, pipelineId);
    await projects.api.post(`/projects/${id}/jobs/${wait?.id}/retry`);
    expect(said(await projects.take(event))).toEqual(['wait duplicate consumed_by_earlier_attempt']);
    expect(await projects.status(id, pipelineId)).toBe('running_externally');
    expect(said(await projects.tell(id, 'success', { sha }))).toEqual(['wait accepted ended_by_revision']);
  });

  it('nor does one that only repeated how the attempt before had ended', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting();
    const [first, second] = [projects.eventOf(id, 'success', { sha }), projects.eventOf(id, 'success', { sha })];
    expect([...said(await projects.take(first)), ...said(await projects.take(second))]).toEqual(['wait accepted ended_by_revision', 'wait duplicate same_outcome']);
    const { wait } = await jobsOf(projects.api, id, pipelineId);
    await projects.api.post(`/projects/${id}/jobs/${wait?.id}/retry`);
    expect(said(await projects.take(second))).toEqual(['wait duplicate consumed_by_earlier_attempt']);
    expect(await projects.status(id, pipelineId)).toBe('running_externally');
  });

  it('about a newer revision ends one attempt as well', async () => {
    const first = await projects.makeWaiting(withOption('on_superseded: failed'));
    const newer = await projects.later(first);
    const event = projects.eventOf(first.id, 'success', { sha: newer.sha });
    await projects.take(event);
    expect(await projects.status(first.id, first.pipelineId)).toBe('failed');
    await projects.api.post(`/projects/${first.id}/jobs/${(await jobsOf(projects.api, first.id, first.pipelineId))['wait']?.id}/retry`);
    expect(said(await projects.take(event))).toContain('wait duplicate consumed_by_earlier_attempt');
    expect(await projects.status(first.id, first.pipelineId)).toBe('running_externally');
  });

  it('counts towards fail_on of one attempt', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting(withOption('fail_on: 2'));
    const [first, second] = [projects.eventOf(id, 'failed', { sha }), projects.eventOf(id, 'failed', { sha })];
    expect([...said(await projects.take(first)), ...said(await projects.take(second))]).toEqual(['wait progress failure_counted', 'wait accepted ended_by_revision']);
    await projects.api.post(`/projects/${id}/jobs/${(await jobsOf(projects.api, id, pipelineId))['wait']?.id}/retry`);
    expect(said(await projects.take(first))).toEqual(['wait duplicate consumed_by_earlier_attempt']);
    expect(said(await projects.tell(id, 'failed', { sha }))).toEqual(['wait progress failure_counted']);
  });

  it('counts once towards fail_on', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting(withOption('fail_on: 2'));
    const event = projects.eventOf(id, 'failed', { sha });
    expect(said(await projects.take(event))).toEqual(['wait progress failure_counted']);
    expect(said(await projects.take(event))).toEqual(['wait duplicate failure_known']);
    expect(said(await projects.tell(id, 'failed', { sha }))).toEqual(['wait accepted ended_by_revision']);
    expect(await projects.status(id, pipelineId)).toBe('failed');
  });

  it('is replayed by an operator as it came, as a row of its own', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting();
    const { callbackId } = await projects.tell(id, 'running', { sha });
    const { body, status: code } = await projects.api.post<{ verdict: string; callback_id: string }>(`/projects/${id}/callbacks/${callbackId}/replay`);
    expect([code, body.verdict]).toEqual([200, 'progress']);
    const { body: row } = await projects.api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${body.callback_id}`);
    expect([row.replay_of, row.actor, row.provider]).toEqual([callbackId, 'receiver:prod', 'flux']);
    expect(await projects.status(id, pipelineId)).toBe('running_externally');
  });

  it('that was stored under the bare name of its receiver is replayed as one of that receiver', async () => {
    const { id, sha } = await projects.makeWaiting(WATCHING_CONFIG.replace('name: podinfo', 'name: podinfo, receiver: prod'));
    const { callbackId } = await projects.tell(id, 'running', { sha });
    await projects.api.pool.query("UPDATE callbacks SET actor = 'prod' WHERE id = $1", [callbackId]);
    const { body } = await projects.api.post<{ verdict: string; callback_id: string }>(`/projects/${id}/callbacks/${callbackId}/replay`);
    expect(body.verdict).toBe('progress');
    const { body: row } = await projects.api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${body.callback_id}`);
    expect(row.actor).toBe('receiver:prod');
  });

  it('is never taken for the deed of a user who is called as its receiver', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting();
    await projects.take({ ...projects.eventOf(id, 'success', { sha }), receiver: { name: 'root', provider: 'flux' } });
    const { wait } = await jobsOf(projects.api, id, pipelineId);
    const { body: history } = await projects.api.get<HistoryEntryResponse[]>(`/projects/${id}/jobs/${wait?.id}/history`);
    expect(history.at(-1)?.cause).toEqual({ type: 'callback', actor: 'receiver:root' });
    const listed = async (actor: string): Promise<number> =>
      (await projects.api.get<object[]>(`/projects/${id}/callbacks?actor=${actor}`)).body.length;
    expect([await listed('root'), await listed('receiver:root')]).toEqual([0, 1]);
  });

  it('changes nothing as a dry run, and says the same', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting();
    const dry = await projects.take({ ...projects.eventOf(id, 'success', { sha }), dryRun: true });
    expect([dry.callbackId, said(dry)]).toEqual([null, ['wait accepted ended_by_revision']]);
    expect(await projects.status(id, pipelineId)).toBe('running_externally');
  });
});

/** What becomes of an event about an object, in whatever order it, its artifact's registration and the start of its job come. */
import type { ArtifactRevisionResponse, ProjectCallbackResponse, WaitingResponse } from '@holdpoint/pipeline-contract';
import { Corridor, EventLedger, ReportEvent, type InboundEvent, type ReportedCallback } from '@holdpoint/pipeline-application';
import { NO_PROGRESS, NO_REVISION, type EventOutcome, type RevisionClaims } from '@holdpoint/pipeline-domain';
import { DigestTasksModule } from './digest-tasks.module';
import { TasksModule } from '../tasks/tasks.module';
import { TestApi } from '../test-api.fixture';
import { commitConfig, jobsOf, makePipeline, makeProject } from '../test-project.fixture';

const CONFIG = `
push:
  stage: build
  script: echo
wait:
  stage: deploy
  external:
    provider: flux
    match: { kind: Kustomization, namespace: flux-system, name: podinfo }
verify:
  stage: .post
  script: echo
`;
const DIGEST = `sha256:${'d'.repeat(64)}`;
const OTHER = 'f'.repeat(40);

let api: TestApi;
beforeAll(async () => (api = await TestApi.start([TasksModule, DigestTasksModule])));
afterAll(() => api.stop());

let occurred = 0;
const eventOf = (projectId: number, outcome: EventOutcome, revision: Partial<RevisionClaims>, name = 'podinfo'): InboundEvent => ({
  projectId,
  receiver: { name: 'prod', provider: 'flux' },
  event: {
    subject: { type: 'object', object: { kind: 'Kustomization', namespace: 'flux-system', name } },
    outcome,
    progress: { ...NO_PROGRESS, description: outcome },
    revision: { ...NO_REVISION, ...revision },
    occurredAt: (occurred += 1_000),
  },
  request: { event: { reason: 'x' } },
  replayOf: null,
  dryRun: false,
});
const take = async (inbound: InboundEvent): Promise<ReportedCallback> => {
  const reported = await api.app.get(ReportEvent).execute(inbound);
  if (!reported.ok) throw new Error(reported.error);
  return reported.value;
};
const tell = (projectId: number, outcome: EventOutcome, revision: Partial<RevisionClaims>, name?: string): Promise<ReportedCallback> =>
  take(eventOf(projectId, outcome, revision, name));
const said = ({ matches }: ReportedCallback): readonly string[] => matches.map(({ jobName, verdict, reason }) => `${jobName} ${verdict} ${reason}`);

const status = async (id: number, pipelineId: number, name = 'wait'): Promise<string | undefined> => (await jobsOf(api, id, pipelineId))[name]?.status;
const push = async (pipelineId: number): Promise<void> => {
  const command = { type: 'fire_event', event: 'success', jobNames: ['push'], actor: 'runner' } as const;
  expect((await api.app.get(Corridor).submit({ pipelineId, command })).ok).toBe(true);
};
const register = async (id: number, sha: string, digest = DIGEST, repository = 'registry.test/app'): Promise<number> =>
  (await api.post<ArtifactRevisionResponse>(`/projects/${id}/artifact_revisions`, { digest, repository, sha, ref: 'main' })).status;
/** What a task does is done in a moment. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo()));
};

interface Made {
  readonly id: number;
  readonly sha: string;
  readonly pipelineId: number;
}
const make = async (config = CONFIG): Promise<Made> => {
  const id = await makeProject(api, config);
  const { id: pipelineId, sha } = await makePipeline(api, id);
  return { id, sha, pipelineId };
};
const makeWaiting = async (config = CONFIG): Promise<Made> => {
  const made = await make(config);
  await push(made.pipelineId);
  return made;
};
const later = async ({ id }: Made): Promise<Made> => {
  await commitConfig(api, id, `${CONFIG}# ${occurred++}`, 'update');
  const { id: pipelineId, sha } = await makePipeline(api, id);
  await push(pipelineId);
  return { id, sha, pipelineId };
};
const withOption = (more: string): string => CONFIG.replace('provider: flux', `provider: flux\n    ${more}`);

describe('every order of registration, event and start', () => {
  const REVISIONS: readonly (readonly [string, (sha: string) => Partial<RevisionClaims>])[] = [
    ['git', (sha) => ({ sha })],
    ['OCI with origin', (sha) => ({ digest: DIGEST, claimed: [{ field: 'originRevision', sha }] })],
    ['OCI without origin', () => ({ digest: DIGEST })],
    ['a Helm chart from OCI', () => ({ digest: DIGEST, unusable: null })],
  ];
  const STEPS = ['register', 'event', 'start'] as const;
  const orders = STEPS.flatMap((a) => STEPS.flatMap((b) => STEPS.flatMap((c) => (new Set([a, b, c]).size === 3 ? [[a, b, c] as const] : []))));

  it.each(REVISIONS.flatMap(([name, claims]) => orders.map((order) => [name, order.join(', '), claims, order] as const)))(
    'ends the same for %s: %s',
    async (_name, _order, claims, order) => {
      for (const outcome of ['success', 'failed'] as const) {
        const { id, sha, pipelineId } = await make();
        const steps = { register: () => register(id, sha), event: () => tell(id, outcome, claims(sha)), start: () => push(pipelineId) };
        for (const step of order) await steps[step]();
        await until(async () => (await status(id, pipelineId)) === outcome);
      }
    },
  );

  it('ends the same when the event comes before the pipeline', async () => {
    const id = await makeProject(api, CONFIG);
    const { body: [commit] } = await api.get<{ id: string }[]>(`/projects/${id}/repository/commits`);
    expect(said(await tell(id, 'success', { sha: commit?.id ?? '' }))).toEqual(['null unmatched nobody_watches']);
    const { id: pipelineId } = await makePipeline(api, id);
    await push(pipelineId);
    expect(await status(id, pipelineId)).toBe('success');
  });

  it('survives that everything happens at once', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { id, sha, pipelineId } = await make();
      await Promise.all([register(id, sha), tell(id, 'success', { digest: DIGEST }), push(pipelineId), tell(id, 'success', { digest: DIGEST })]);
      await until(async () => (await status(id, pipelineId)) === 'success');
    }
  });
});

describe('a revision', () => {
  it('that is older than the one waited for is stale, progress too; the earlier pipeline hears nothing of it', async () => {
    const first = await makeWaiting();
    await tell(first.id, 'success', { sha: first.sha });
    const second = await later(first);
    expect(said(await tell(first.id, 'success', { sha: first.sha }))).toEqual(['wait stale older_revision']);
    expect(said(await tell(first.id, 'running', { sha: first.sha }))).toEqual(['wait stale older_revision']);
    expect(await status(second.id, second.pipelineId)).toBe('running_externally');
    expect(said(await tell(first.id, 'success', { sha: second.sha }))).toEqual(['wait accepted ended_by_revision']);
  });

  it('that is newer ends its own pipeline and leaves the older one waiting', async () => {
    const first = await makeWaiting();
    const second = await later(first);
    expect(said(await tell(first.id, 'success', { sha: second.sha }))).toEqual(['wait ignored newer_revision', 'wait accepted ended_by_revision']);
    expect(await status(first.id, first.pipelineId)).toBe('running_externally');
    const { wait } = await jobsOf(api, first.id, first.pipelineId);
    const { body } = await api.get<WaitingResponse>(`/projects/${first.id}/jobs/${wait?.id}/waiting`);
    expect(body.near_misses).toMatchObject([{ difference: expect.stringMatching(/^same object, other sha/) }]);
  });

  it.each(['success', 'failed'] as const)('that is newer ends the older job as %s where on_superseded says so', async (end) => {
    const first = await makeWaiting(withOption(`on_superseded: ${end}`));
    const second = await later(first);
    expect(said(await tell(first.id, 'success', { sha: second.sha }))).toEqual(
      expect.arrayContaining(['wait accepted ended_by_newer_revision', 'wait accepted ended_by_revision']),
    );
    expect(await status(first.id, first.pipelineId)).toBe(end);
  });

  it('that is newer is no failed try of the older job: it ends at once, whatever fail_on says', async () => {
    const first = await makeWaiting(withOption('on_superseded: failed\n    fail_on: never'));
    const second = await later(first);
    await tell(first.id, 'success', { sha: second.sha });
    expect(await status(first.id, first.pipelineId)).toBe('failed');
  });

  it('that is older stays so when a commit status makes a pipeline for it afterwards', async () => {
    const id = await makeProject(api, withOption('on_superseded: success'));
    const { body: older } = await api.get<{ id: string }>(`/projects/${id}/repository/commits/main`);
    const newer = await later({ id, sha: '', pipelineId: 0 });
    await commitConfig(api, id, withOption('on_superseded: success'), 'update');
    const { id: pipelineId } = await makePipeline(api, id);
    await push(pipelineId);
    expect(newer.sha).not.toBe(older.id);
    for (const stale of [older.id, newer.sha]) expect(said(await tell(id, 'success', { sha: stale }))).toContain('wait stale older_revision');
    await api.post(`/projects/${id}/statuses/${older.id}`, { state: 'success', name: 'kustomization/podinfo/0c9c2e41', ref: 'main' });
    expect(said(await tell(id, 'success', { sha: older.id }))).toContain('wait stale older_revision');
    expect(await status(id, pipelineId)).toBe('running_externally');
  });

  it('that only another branch has is no news, though it descends from the job’s own', async () => {
    const { id, pipelineId } = await makeWaiting(withOption('on_superseded: success'));
    const actions = [{ action: 'create', file_path: 'x', content: '' }];
    const { body } = await api.post<{ id: string }>(`/projects/${id}/repository/commits`, { branch: 'feature', start_branch: 'main', commit_message: 'x', actions });
    expect(said(await tell(id, 'success', { sha: body.id }))).toContain('wait ignored other_revision');
    expect(await status(id, pipelineId)).toBe('running_externally');
  });

  it('that has no pipeline yet is kept for it, and shown as a near miss to who waits', async () => {
    const made = await makeWaiting();
    expect(said(await tell(made.id, 'success', { sha: OTHER }))).toEqual(['wait ignored other_revision', 'null parked revision_not_here_yet']);
    expect(said(await tell(made.id, 'success', { unusable: '6.7.0' }))).toEqual(['null unmatched no_revision']);
    const { wait } = await jobsOf(api, made.id, made.pipelineId);
    const { body } = await api.get<WaitingResponse>(`/projects/${made.id}/jobs/${wait?.id}/waiting`);
    expect(body.near_misses.map(({ verdict, difference }) => [verdict, difference])).toEqual([
      ['unmatched', expect.stringContaining('other sha')],
      ['parked', expect.stringContaining('other sha')],
    ]);
  });
});

describe('a digest', () => {
  it('that nobody knows leaves its event parked as it is, until its time is over', async () => {
    const { id } = await makeWaiting();
    await tell(id, 'success', { digest: DIGEST });
    const parked = async (): Promise<unknown> => (await api.pool.query('SELECT id, expires_at FROM parked_callbacks ORDER BY id DESC LIMIT 1')).rows;
    const before = await parked();
    await until(async () => (await api.pool.query("SELECT FROM graphile_worker._private_jobs WHERE payload ->> 'projectId' = $1", [String(id)])).rows.length === 0);
    expect(await parked()).toEqual(before);
  });

  it('has its task in one of a few queues, however many there are', async () => {
    const { id, sha } = await make();
    for (let number = 0; number < 60; number += 1) await register(id, sha, `sha256:${String(number).padStart(64, '0')}`);
    const { rows } = await api.pool.query('SELECT queue_name FROM graphile_worker._private_job_queues');
    expect(rows.length).toBeLessThanOrEqual(16);
  });

  it('has its events decided although one of them cannot be', async () => {
    const { id, sha, pipelineId } = await makeWaiting();
    const broken = await tell(id, 'success', { digest: DIGEST }, 'other');
    await tell(id, 'success', { digest: DIGEST });
    await api.pool.query("UPDATE callbacks SET event = event || '{\"subject\":{\"type\":\"object\"}}' WHERE id = $1", [broken.callbackId]);
    await register(id, sha);
    await until(async () => (await status(id, pipelineId)) === 'success');
  });

  describe('under which very many events are parked', () => {
    const PARKED = 250;
    const parkMany = async (): Promise<Made> => {
      const made = await makeWaiting();
      const { callbackId } = await tell(made.id, 'success', { digest: DIGEST });
      await api.pool.query(
        `WITH made AS (
           INSERT INTO callbacks (id, project_id, provider, actor, request, received_at, event)
           SELECT gen_random_uuid(), project_id, provider, actor, request, received_at, event FROM callbacks, generate_series(2, $2::int) WHERE id = $1
           RETURNING id),
         parked AS (
           INSERT INTO parked_callbacks (callback_id, keys, command, expires_at)
           SELECT made.id, keys, command, expires_at FROM made, parked_callbacks like_it WHERE like_it.callback_id = $1 RETURNING id, keys)
         INSERT INTO parked_keys (key, parked_id) SELECT unnest(keys), id FROM parked`,
        [callbackId, PARKED],
      );
      return made;
    };
    const count = async (sql: string, id: number): Promise<number> => (await api.pool.query(sql, [id])).rows.length;
    const parked = (id: number): Promise<number> =>
      count('SELECT FROM parked_callbacks WHERE callback_id IN (SELECT id FROM callbacks WHERE project_id = $1)', id);
    const tasksOf = (id: number): Promise<number> => count("SELECT FROM graphile_worker._private_jobs WHERE (payload ->> 'projectId')::bigint = $1", id);

    it('has all of them decided once it is known', async () => {
      const { id, sha, pipelineId } = await parkMany();
      await register(id, sha);
      await until(async () => (await parked(id)) === 0);
      expect(await status(id, pipelineId)).toBe('success');
    });

    it('has none of them decided for one that comes while it is not', async () => {
      const { id } = await parkMany();
      await until(async () => (await tasksOf(id)) === 0);
      const find = jest.spyOn(api.app.get(EventLedger), 'find');
      await tell(id, 'success', { digest: DIGEST });
      await until(async () => (await tasksOf(id)) === 0);
      expect([await parked(id), find.mock.calls.length]).toEqual([PARKED + 1, 0]);
      find.mockRestore();
    });
  });

  it('that is registered as another commit contradicts what a parked event claims of it', async () => {
    const { id, sha, pipelineId } = await make();
    const claims = { digest: DIGEST, claimed: [{ field: 'originRevision', sha }] } as const;
    expect(said(await tell(id, 'success', claims))).toEqual(['wait parked not_waiting_yet']);
    await register(id, OTHER);
    await push(pipelineId);
    expect(await status(id, pipelineId)).toBe('running_externally');
    const { wait } = await jobsOf(api, id, pipelineId);
    const { body } = await api.get<{ verdict: string; reason: string }[]>(`/projects/${id}/jobs/${wait?.id}/callbacks`);
    expect(body.map(({ verdict }) => verdict)).toEqual(['parked', 'conflict']);
  });

  it('that two commits were registered for stands for both', async () => {
    const first = await makeWaiting();
    const second = await later(first);
    await register(first.id, first.sha);
    await register(first.id, second.sha);
    expect(said(await tell(first.id, 'success', { digest: DIGEST }))).toEqual([
      'wait accepted ended_by_registered_digest',
      'wait accepted ended_by_registered_digest',
    ]);
  });

  it('that is claimed to be another commit than it was registered for is a conflict, and the job waits', async () => {
    const { id, sha, pipelineId } = await makeWaiting();
    await register(id, OTHER);
    const claims = { digest: DIGEST, claimed: [{ field: 'originRevision', sha }] } as const;
    expect(said(await tell(id, 'success', claims))).toEqual(['wait conflict revision_sources_disagree']);
    expect(await status(id, pipelineId)).toBe('running_externally');
  });

  it('that nobody knows makes the event wait, which every waiting job shows', async () => {
    const { id } = await makeWaiting();
    expect(said(await tell(id, 'success', { digest: DIGEST }))).toEqual(['wait parked digest_unknown']);
    expect(said(await tell(id, 'running', { digest: DIGEST }))).toEqual(['wait progress reported_progress']);
  });

  it('is registered once for a commit and a repository', async () => {
    const { id, sha } = await makeWaiting();
    expect([await register(id, sha), await register(id, sha), await register(id, sha, DIGEST, 'registry.test/copy')]).toEqual([201, 200, 201]);
    const { body } = await api.get<ArtifactRevisionResponse[]>(`/projects/${id}/artifact_revisions?digest=${DIGEST}`);
    expect(body.map(({ repository, source, created_by: by }) => [repository, source, by])).toEqual([
      ['registry.test/copy', 'registered', 'root'],
      ['registry.test/app', 'registered', 'root'],
    ]);
  });

  it.each([
    [{ digest: 'sha256:abc' }, 'digest is invalid'],
    [{ digest: DIGEST.toUpperCase() }, 'digest is invalid'],
    [{ sha: 'abc' }, 'sha is invalid'],
    [{ repository: '' }, 'repository is empty'],
    [{ sha: undefined }, 'sha is missing'],
  ])('is not registered with %j', async (input, error) => {
    const { id, sha } = await make();
    const answer = await api.post(`/projects/${id}/artifact_revisions`, { digest: DIGEST, repository: 'r', sha, ...input });
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });
});

describe('several jobs', () => {
  it.each([
    ['all', ['wait accepted ended_by_revision', 'wait accepted ended_by_revision']],
    ['newest', ['wait ignored newest_is_meant', 'wait accepted ended_by_revision']],
    ['reject', ['wait conflict ambiguous', 'wait conflict ambiguous']],
  ])('of one revision are told as the project says: %s', async (policy, expected) => {
    const { id, sha } = await makeWaiting();
    const { id: pipelineId } = await makePipeline(api, id);
    await push(pipelineId);
    await api.put(`/projects/${id}`, { callback_match_policy: policy });
    expect(said(await tell(id, 'success', { sha }))).toEqual(expected);
  });

  it('of other projects, objects and receivers hear nothing', async () => {
    const { id, sha } = await makeWaiting(CONFIG.replace('name: podinfo', 'name: podinfo, receiver: dev'));
    const other = await makeWaiting();
    expect(said(await tell(id, 'success', { sha }))).toEqual(['null parked revision_not_here_yet']);
    expect(said(await tell(id, 'success', { sha }, 'backend'))).toEqual(['null unmatched nobody_watches']);
    expect(await status(other.id, other.pipelineId)).toBe('running_externally');
  });
});

describe('an event that comes again', () => {
  it('does not end the next attempt, and a new one does', async () => {
    const { id, sha, pipelineId } = await makeWaiting();
    const event = eventOf(id, 'failed', { sha });
    expect(said(await take(event))).toEqual(['wait accepted ended_by_revision']);
    const { wait } = await jobsOf(api, id, pipelineId);
    await api.post(`/projects/${id}/jobs/${wait?.id}/retry`);
    expect(said(await take(event))).toEqual(['wait duplicate consumed_by_earlier_attempt']);
    expect(await status(id, pipelineId)).toBe('running_externally');
    expect(said(await tell(id, 'success', { sha }))).toEqual(['wait accepted ended_by_revision']);
  });

  it('nor does one that only repeated how the attempt before had ended', async () => {
    const { id, sha, pipelineId } = await makeWaiting();
    const [first, second] = [eventOf(id, 'success', { sha }), eventOf(id, 'success', { sha })];
    expect([...said(await take(first)), ...said(await take(second))]).toEqual(['wait accepted ended_by_revision', 'wait duplicate same_outcome']);
    const { wait } = await jobsOf(api, id, pipelineId);
    await api.post(`/projects/${id}/jobs/${wait?.id}/retry`);
    expect(said(await take(second))).toEqual(['wait duplicate consumed_by_earlier_attempt']);
    expect(await status(id, pipelineId)).toBe('running_externally');
  });

  it('about a newer revision ends one attempt as well', async () => {
    const first = await makeWaiting(withOption('on_superseded: failed'));
    const newer = await later(first);
    const event = eventOf(first.id, 'success', { sha: newer.sha });
    await take(event);
    expect(await status(first.id, first.pipelineId)).toBe('failed');
    await api.post(`/projects/${first.id}/jobs/${(await jobsOf(api, first.id, first.pipelineId))['wait']?.id}/retry`);
    expect(said(await take(event))).toContain('wait duplicate consumed_by_earlier_attempt');
    expect(await status(first.id, first.pipelineId)).toBe('running_externally');
  });

  it('counts towards fail_on of one attempt', async () => {
    const { id, sha, pipelineId } = await makeWaiting(withOption('fail_on: 2'));
    const [first, second] = [eventOf(id, 'failed', { sha }), eventOf(id, 'failed', { sha })];
    expect([...said(await take(first)), ...said(await take(second))]).toEqual(['wait progress failure_counted', 'wait accepted ended_by_revision']);
    await api.post(`/projects/${id}/jobs/${(await jobsOf(api, id, pipelineId))['wait']?.id}/retry`);
    expect(said(await take(first))).toEqual(['wait duplicate consumed_by_earlier_attempt']);
    expect(said(await tell(id, 'failed', { sha }))).toEqual(['wait progress failure_counted']);
  });

  it('counts once towards fail_on', async () => {
    const { id, sha, pipelineId } = await makeWaiting(withOption('fail_on: 2'));
    const event = eventOf(id, 'failed', { sha });
    expect(said(await take(event))).toEqual(['wait progress failure_counted']);
    expect(said(await take(event))).toEqual(['wait duplicate failure_known']);
    expect(said(await tell(id, 'failed', { sha }))).toEqual(['wait accepted ended_by_revision']);
    expect(await status(id, pipelineId)).toBe('failed');
  });

  it('is replayed by an operator as it came, as a row of its own', async () => {
    const { id, sha, pipelineId } = await makeWaiting();
    const { callbackId } = await tell(id, 'running', { sha });
    const { body, status: code } = await api.post<{ verdict: string; callback_id: string }>(`/projects/${id}/callbacks/${callbackId}/replay`);
    expect([code, body.verdict]).toEqual([200, 'progress']);
    const { body: row } = await api.get<ProjectCallbackResponse>(`/projects/${id}/callbacks/${body.callback_id}`);
    expect([row.replay_of, row.actor, row.provider]).toEqual([callbackId, 'prod', 'flux']);
    expect(await status(id, pipelineId)).toBe('running_externally');
  });

  it('changes nothing as a dry run, and says the same', async () => {
    const { id, sha, pipelineId } = await makeWaiting();
    const dry = await take({ ...eventOf(id, 'success', { sha }), dryRun: true });
    expect([dry.callbackId, said(dry)]).toEqual([null, ['wait accepted ended_by_revision']]);
    expect(await status(id, pipelineId)).toBe('running_externally');
  });
});

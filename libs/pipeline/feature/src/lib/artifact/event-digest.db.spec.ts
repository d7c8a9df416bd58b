/** What becomes of events that name an artifact by its digest: before it is registered, when it is, and when it is for another commit. */
import type { ArtifactRevisionResponse } from '@holdpoint/pipeline-contract';
import { eventually } from '@holdpoint/pipeline-testing';
import { TestApi, type Answer } from '../test-api.fixture';
import { jobsOf, makeProject } from '../test-project.fixture';
import { DIGEST, OTHER, said, WatchingProjects, type Watching } from './watching-projects.fixture';

let projects: WatchingProjects;
beforeAll(async () => (projects = await WatchingProjects.start()));
afterAll(() => projects.stop());

describe('a digest', () => {
  it('that nobody knows leaves its event parked as it is, until its time is over', async () => {
    const { id } = await projects.makeWaiting();
    await projects.tell(id, 'success', { digest: DIGEST });
    const parked = async (): Promise<unknown> => (await projects.api.pool.query('SELECT id, expires_at FROM parked_callbacks ORDER BY id DESC LIMIT 1')).rows;
    const before = await parked();
    await eventually(async () => (await projects.api.pool.query("SELECT FROM graphile_worker._private_jobs WHERE payload ->> 'projectId' = $1", [String(id)])).rows.length === 0);
    expect(await parked()).toEqual(before);
  });

  it('has its task in one of a few queues, however many there are', async () => {
    // A process that does no tasks: those that it leaves can be looked at.
    const api = await TestApi.start();
    const id = await makeProject(api);
    const digests = Array.from({ length: 60 }, (_, number) => `sha256:${String(number).padStart(64, '0')}`);
    for (const digest of digests) await api.post(`/projects/${id}/artifact_revisions`, { digest, repository: 'registry.test/app', sha: OTHER });
    const { rows } = await api.pool.query<{ queue_name: string | null }>("SELECT queue_name FROM graphile_worker.jobs WHERE task_identifier = 'resolve_digest'");
    const used = new Set(rows.map(({ queue_name: queue }) => queue));
    expect([rows.length, [...used].filter((queue) => !/^digest:([0-9]|1[0-5])$/.test(queue ?? '')), used.size > 1]).toEqual([60, [], true]);
    await api.stop();
  });

  it('is registered for so many commits and no more', async () => {
    const { id, sha } = await projects.make();
    const register = (commit: string, digest = DIGEST): Promise<Answer<object>> =>
      projects.api.post(`/projects/${id}/artifact_revisions`, { digest, repository: 'registry.test/app', sha: commit });
    await projects.api.pool.query(
      `INSERT INTO artifact_revisions (project_id, digest, repository, source, sha, created_by, created_at)
       SELECT $1, $2, 'registry.test/app', 'registered', lpad(to_hex(number), 40, '0'), 'root', holdpoint_now() FROM generate_series(1, 99) number`,
      [id, DIGEST],
    );
    expect((await register(sha)).status).toBe(201);
    const refused = await register(OTHER);
    expect([refused.status, refused.body]).toEqual([400, { message: { base: ['Maximum number of revisions of a digest (100) exceeded'] } }]);
    expect((await register(sha)).status).toBe(200);
    expect((await register(OTHER, `sha256:${'e'.repeat(64)}`)).status).toBe(201);
  });

  it('has its events decided although one of them cannot be', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting();
    const broken = await projects.tell(id, 'success', { digest: DIGEST }, 'other');
    await projects.tell(id, 'success', { digest: DIGEST });
    await projects.api.pool.query("UPDATE callbacks SET event = event || '{\"subject\":{\"type\":\"object\"}}' WHERE id = $1", [broken.callbackId]);
    await projects.register(id, sha);
    await eventually(async () => (await projects.status(id, pipelineId)) === 'success');
    // Its task would be tried again while the next tests count theirs.
    await projects.api.pool.query("DELETE FROM graphile_worker._private_jobs WHERE (payload ->> 'projectId')::bigint = $1", [id]);
  });

  describe('under which very many events are parked', () => {
    const PARKED = 250;
    const parkMany = async (): Promise<Watching> => {
      const made = await projects.makeWaiting();
      const { callbackId } = await projects.tell(made.id, 'success', { digest: DIGEST });
      await projects.api.pool.query(
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
    const count = async (sql: string, id: number): Promise<number> => (await projects.api.pool.query(sql, [id])).rows.length;
    const parked = (id: number): Promise<number> =>
      count('SELECT FROM parked_callbacks WHERE callback_id IN (SELECT id FROM callbacks WHERE project_id = $1)', id);
    const tasksOf = (id: number): Promise<number> => count("SELECT FROM graphile_worker._private_jobs WHERE (payload ->> 'projectId')::bigint = $1", id);

    it('has all of them decided once it is known', async () => {
      const { id, sha, pipelineId } = await parkMany();
      await projects.register(id, sha);
      await eventually(async () => (await parked(id)) === 0);
      expect(await projects.status(id, pipelineId)).toBe('success');
    });

    it('has none of them decided for one that comes while it is not', async () => {
      const { id } = await parkMany();
      await eventually(async () => (await tasksOf(id)) === 0);
      const before = projects.api.statements.count;
      await projects.tell(id, 'success', { digest: DIGEST });
      await eventually(async () => (await tasksOf(id)) === 0);
      // Whoever decided them again would read and write something for each.
      expect([await parked(id), projects.api.statements.count - before < PARKED / 2]).toEqual([PARKED + 1, true]);
    });
  });

  it('that is registered as another commit contradicts what a parked event claims of it', async () => {
    const { id, sha, pipelineId } = await projects.make();
    const claims = { digest: DIGEST, claimed: [{ field: 'originRevision', sha }] } as const;
    expect(said(await projects.tell(id, 'success', claims))).toEqual(['wait parked not_waiting_yet']);
    await projects.register(id, OTHER);
    await projects.push(pipelineId);
    expect(await projects.status(id, pipelineId)).toBe('running_externally');
    const { wait } = await jobsOf(projects.api, id, pipelineId);
    const { body } = await projects.api.get<{ verdict: string; reason: string }[]>(`/projects/${id}/jobs/${wait?.id}/callbacks`);
    expect(body.map(({ verdict }) => verdict)).toEqual(['parked', 'conflict']);
  });

  it('that two commits were registered for stands for both', async () => {
    const first = await projects.makeWaiting();
    const second = await projects.later(first);
    await projects.register(first.id, first.sha);
    await projects.register(first.id, second.sha);
    expect(said(await projects.tell(first.id, 'success', { digest: DIGEST }))).toEqual([
      'wait accepted ended_by_registered_digest',
      'wait accepted ended_by_registered_digest',
    ]);
  });

  it('that is claimed to be another commit than it was registered for is a conflict, and the job waits', async () => {
    const { id, sha, pipelineId } = await projects.makeWaiting();
    await projects.register(id, OTHER);
    const claims = { digest: DIGEST, claimed: [{ field: 'originRevision', sha }] } as const;
    expect(said(await projects.tell(id, 'success', claims))).toEqual(['wait conflict revision_sources_disagree']);
    expect(await projects.status(id, pipelineId)).toBe('running_externally');
  });

  it('that nobody knows makes the event wait, which every waiting job shows', async () => {
    const { id } = await projects.makeWaiting();
    expect(said(await projects.tell(id, 'success', { digest: DIGEST }))).toEqual(['wait parked digest_unknown']);
    expect(said(await projects.tell(id, 'running', { digest: DIGEST }))).toEqual(['wait progress reported_progress']);
  });

  it('is registered once for a commit and a repository', async () => {
    const { id, sha } = await projects.makeWaiting();
    expect([await projects.register(id, sha), await projects.register(id, sha), await projects.register(id, sha, DIGEST, 'registry.test/copy')]).toEqual([201, 200, 201]);
    const { body } = await projects.api.get<ArtifactRevisionResponse[]>(`/projects/${id}/artifact_revisions?digest=${DIGEST}`);
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
    const { id, sha } = await projects.make();
    const answer = await projects.api.post(`/projects/${id}/artifact_revisions`, { digest: DIGEST, repository: 'r', sha, ...input });
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });
});

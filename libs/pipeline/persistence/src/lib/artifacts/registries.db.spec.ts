/** Proves when a registry is asked what a digest stands for, and when it is left alone. */
import { randomBytes } from 'node:crypto';
import type { Result } from '@holdpoint/kernel';
import { digestKey, HOLDPOINT_CI_MODEL, revisionKey } from '@holdpoint/pipeline-domain';
import { Secrets } from '@holdpoint/secrets';
import { Client, type QueryConfig } from 'pg';
import { PgEventLookup } from '../lookup/pg-event-lookup';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { ArtifactRevisions, type AddedRevision } from './artifact-revisions';
import { Registries } from './registries';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const REPOSITORY = 'registry.test/app';

let subject: PgSubject;
beforeAll(async () => (subject = await createPgSubject()));
afterAll(() => subject.dispose());

it('is asked again every five minutes while it has nothing to say, however often that was, and never once it has', async () => {
  const [projectId] = subject.projectIds;
  const registries = new Registries(subject.pool, new Secrets({ id: 'test', bytes: randomBytes(32) }));
  const revisions = new ArtifactRevisions(subject.pool);
  await registries.create(projectId, REPOSITORY, null);
  await subject.pool.query("UPDATE registries SET created_at = created_at - interval '1 year'");
  const isAsked = async (): Promise<boolean> => (await registries.toAsk(projectId, DIGEST)).length > 0;
  const answer = (sha: string | null): Promise<Result<AddedRevision, string>> =>
    revisions.add({ projectId, digest: DIGEST, repository: REPOSITORY, source: 'registry', sha, ref: null, createdBy: 'registry' });
  const pass = (minutes: number): Promise<unknown> =>
    subject.pool.query(
      "UPDATE artifact_revisions SET created_at = created_at - $1 * interval '1 minute', asked_at = asked_at - $1 * interval '1 minute'",
      [minutes],
    );

  expect(await isAsked()).toBe(true);
  for (const isNew of [true, false, false]) {
    expect(await answer(null)).toMatchObject({ ok: true, value: { isNew } });
    await pass(4);
    expect(await isAsked()).toBe(false);
    await pass(2);
    expect(await isAsked()).toBe(true);
  }
  await answer('b'.repeat(40));
  await pass(10_000);
  expect(await isAsked()).toBe(false);
});

it('is asked about what was parked before it was made, in its project and before its time is over', async () => {
  const [projectId, other] = subject.projectIds;
  const registries = new Registries(subject.pool, new Secrets({ id: 'test', bytes: randomBytes(32) }));
  const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
  const park = (key: string, minutes: number): Promise<unknown> =>
    subject.pool.query(
      `WITH callback AS (
         INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
         VALUES (gen_random_uuid(), $1, 'flux', 'root', '{}', holdpoint_now()) RETURNING id), parked AS (
         INSERT INTO parked_callbacks (callback_id, keys, command, expires_at)
         SELECT id, ARRAY[$2], '{}', holdpoint_now() + $3 * interval '1 minute' FROM callback RETURNING id)
       INSERT INTO parked_keys (key, parked_id) SELECT $2, id FROM parked`,
      [projectId, key, minutes],
    );
  await park(digestKey(projectId, digestOf('1')), 1);
  await park(digestKey(projectId, digestOf('1')), 1);
  await park(digestKey(projectId, digestOf('2')), 1);
  await park(digestKey(projectId, digestOf('3')), -1);
  await park(digestKey(other, digestOf('4')), 1);
  await park(revisionKey(projectId, 'key', 'a'.repeat(40)), 1);
  await registries.askAboutParked(projectId);
  const { rows } = await subject.pool.query("SELECT key, payload FROM graphile_worker._private_jobs WHERE key LIKE 'digest:%' ORDER BY key");
  expect(rows).toEqual(
    [digestOf('1'), digestOf('2')].map((digest) => ({ key: `digest:${projectId}:${digest}`, payload: { projectId, digest } })),
  );
});

it('is asked although the password of another cannot be read, which is told', async () => {
  const [, projectId] = subject.projectIds;
  const made = (id: string): Registries => new Registries(subject.pool, new Secrets({ id, bytes: randomBytes(32) }));
  const registries = made('now');
  await made('gone').create(projectId, 'registry.test/lost', { username: 'a', password: 'S3CRET' });
  await registries.create(projectId, 'registry.test/kept', { username: 'b', password: 'S3CRET' });
  expect(await registries.toAsk(projectId, DIGEST)).toEqual([
    { repository: 'registry.test/lost', credentials: { ok: false, error: expect.stringMatching(/^its password cannot be read: .*"gone"/) } },
    { repository: 'registry.test/kept', credentials: { ok: true, value: { username: 'b', password: 'S3CRET' } } },
  ]);
});

describe('among many revisions', () => {
  const LOOKUPS: readonly [string, (projectId: number) => Promise<unknown>][] = [
    ['which registries are asked', (projectId) => new Registries(subject.pool, new Secrets({ id: 'now', bytes: randomBytes(32) })).toAsk(projectId, DIGEST)],
    ['what a digest stands for', (projectId) => new PgEventLookup(subject.pool, HOLDPOINT_CI_MODEL).findDigest(projectId, DIGEST)],
    ['those of a digest', (projectId) => new ArtifactRevisions(subject.pool).list(projectId, { digest: DIGEST, sha: null, repository: null }, { page: 1, perPage: 20 })],
    ['the newest', (projectId) => new ArtifactRevisions(subject.pool).list(projectId, { digest: null, sha: null, repository: null }, { page: 1, perPage: 20 })],
  ];

  beforeAll(async () => {
    await subject.pool.query(
      `INSERT INTO artifact_revisions (project_id, digest, repository, source, sha, created_by, created_at)
       SELECT $1, 'sha256:' || encode(sha256(n::text::bytea), 'hex'), 'r', 'registered', $2, 'root', holdpoint_now() FROM generate_series(1, 20000) n`,
      [subject.projectIds[0], 'c'.repeat(40)],
    );
    await subject.pool.query('VACUUM ANALYZE artifact_revisions');
  });

  it.each(LOOKUPS)('finds %s without reading them all', async (_name, lookUp) => {
    const spy = jest.spyOn(Client.prototype, 'query');
    await lookUp(subject.projectIds[0]);
    const [statement] = spy.mock.calls.map(([sent]) => sent as unknown as QueryConfig).filter(({ text }) => text?.includes('artifact_revisions'));
    spy.mockRestore();
    const { rows } = await subject.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement?.text}`, statement?.values);
    expect(rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes('Scan on artifact_revisions'))).toEqual([]);
  });
});

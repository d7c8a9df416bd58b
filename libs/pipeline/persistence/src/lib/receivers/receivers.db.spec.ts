/** Proves that a receiver is found with what is good for it now and nothing else, and that its secrets are nowhere in clear. */
import { randomBytes } from 'node:crypto';
import { secretDigest, Secrets } from '@holdpoint/secrets';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import type { NewReceiver, ReceiverRow } from './receiver-row';
import { Receivers } from './receivers';

const DAY_MS = 24 * 3_600_000;

let subject: PgSubject;
let receivers: Receivers;
let projectId: number;
beforeAll(async () => {
  subject = await createPgSubject();
  receivers = new Receivers(subject.pool, new Secrets({ id: 'test', bytes: randomBytes(32) }));
  [projectId] = subject.projectIds;
});
afterAll(() => subject.dispose());
beforeEach(() => subject.pool.query('DELETE FROM receivers'));

async function make(more: Partial<NewReceiver> = {}): Promise<ReceiverRow> {
  const usual = { projectId, name: 'prod', type: 'generic-hmac', provider: 'flux', secret: 'S3CRET-first', header: null, enabled: true } as const;
  const made = await receivers.create({ ...usual, ...more });
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

const stored = async (): Promise<string> =>
  (await subject.pool.query<{ row: string }>('SELECT receivers::text AS row FROM receivers')).rows.map(({ row }) => row).join('\n');

it('finds a receiver by the number or the path of its project, and by no other', async () => {
  const { id } = await make();
  const found = { id, projectId, name: 'prod', provider: 'flux', enabled: true, secrets: ['S3CRET-first'], unreadable: null, tokenDigests: [], header: null };
  expect(await receivers.findForDelivery(projectId, id)).toEqual(found);
  expect(await receivers.findForDelivery('demo/one', id)).toEqual(found);
  for (const project of [subject.projectIds[1], 'demo/two', 'demo/three', null]) {
    expect(await receivers.findForDelivery(project, id)).toBeUndefined();
  }
});

it('finds it disabled too, for whoever counts what is refused', async () => {
  const { id } = await make({ enabled: false });
  expect(await receivers.findForDelivery(projectId, id)).toMatchObject({ enabled: false });
});

it('keeps keys encrypted for their row, tokens and headers as digests', async () => {
  const hmac = await make();
  const header = { name: 'authorization', value: 'Bearer S3CRET-header' };
  const { id, headerName } = await make({ name: 'token', type: 'generic', secret: 'S3CRET-token', header });
  expect([headerName, (await stored()).includes('S3CRET')]).toEqual(['authorization', false]);
  expect(await receivers.findForDelivery(projectId, id)).toMatchObject({
    secrets: [],
    tokenDigests: [secretDigest('S3CRET-token')],
    header: { name: 'authorization', digest: secretDigest('Bearer S3CRET-header') },
  });
  const other = await make({ name: 'other' });
  await subject.pool.query('UPDATE receivers SET secret = (SELECT secret FROM receivers WHERE id = $1) WHERE id = $2', [hmac.id, other.id]);
  expect(await receivers.findForDelivery(projectId, other.id)).toMatchObject({ secrets: [], unreadable: expect.any(String) });
});

it.each([
  ['generic-hmac', (secret: string) => secret, 'secrets'],
  ['generic', secretDigest, 'tokenDigests'],
] as const)('after a rotation of %s the old secret is good for a day, and the one before that no more', async (type, asStored, field) => {
  const receiver = await make({ type });
  const good = async (): Promise<readonly string[] | undefined> => (await receivers.findForDelivery(projectId, receiver.id))?.[field];
  await receivers.rotate(receiver, 'second');
  const rotated = await receivers.rotate(receiver, 'third');
  expect(await good()).toEqual(['third', 'second'].map(asStored));
  expect((rotated?.previousSecretExpiresAt ?? 0) - (rotated?.updatedAt ?? 0)).toBe(DAY_MS);
  await subject.step(DAY_MS - 1_000);
  expect(await good()).toEqual(['third', 'second'].map(asStored));
  await subject.step(1_001);
  expect(await good()).toEqual([asStored('third')]);
  expect((await receivers.find(projectId, receiver.id))?.previousSecretExpiresAt).toBeNull();
});

it('drops the old secret of a rotation at once', async () => {
  const receiver = await make();
  await receivers.rotate(receiver, 'second');
  expect(await receivers.dropPreviousSecret(projectId, receiver.id)).toMatchObject({ previousSecretExpiresAt: null });
  expect(await receivers.findForDelivery(projectId, receiver.id)).toMatchObject({ secrets: ['second'] });
});

it('changes what is given and leaves the rest', async () => {
  const header = { name: 'x-key', value: 'S3CRET-header' };
  const { id } = await make({ type: 'generic', header });
  expect(await receivers.edit(projectId, id, { name: 'staging', enabled: false })).toMatchObject({
    value: { name: 'staging', enabled: false, provider: 'flux', headerName: 'x-key' },
  });
  expect(await receivers.edit(projectId, id, { header: null, provider: 'json' })).toMatchObject({
    value: { name: 'staging', provider: 'json', headerName: null },
  });
});

it('has one of each name in a project, also when several are made or named at once', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => make().catch((error: Error) => error.message)));
  expect(made.filter((one) => one === 'name_taken')).toHaveLength(4);
  const { id } = await make({ name: 'other' });
  expect(await receivers.edit(projectId, id, { name: 'prod' })).toEqual({ ok: false, error: 'name_taken' });
  await make({ projectId: subject.projectIds[1] });
});

it('lets a project have a hundred, also when several are made at once', async () => {
  await subject.pool.query(
    `INSERT INTO receivers (project_id, name, type, provider, secret, enabled, created_at, updated_at)
     SELECT $1, 'r' || n, 'generic-hmac', 'flux', 'x', true, holdpoint_now(), holdpoint_now() FROM generate_series(1, 98) n`,
    [projectId],
  );
  const names = ['a', 'b', 'c', 'd'];
  const made = await Promise.all(names.map((name) => make({ name }).then(() => 'made', (error: Error) => error.message)));
  expect(made.sort()).toEqual(['made', 'made', 'too_many_receivers', 'too_many_receivers']);
});

it('changes nothing of another project', async () => {
  const receiver = await make();
  const [, other] = subject.projectIds;
  expect(await receivers.find(other, receiver.id)).toBeUndefined();
  expect(await receivers.edit(other, receiver.id, { enabled: false })).toEqual({ ok: true, value: undefined });
  expect(await receivers.rotate({ ...receiver, projectId: other }, 'x')).toBeUndefined();
  expect(await receivers.dropPreviousSecret(other, receiver.id)).toBeUndefined();
  expect(await receivers.delete(other, receiver.id)).toBe(false);
  expect((await receivers.list(other, { page: 1, perPage: 20 })).items).toEqual([]);
  expect((await receivers.list(projectId, { page: 1, perPage: 20 })).items).toEqual([receiver]);
  expect(await receivers.delete(projectId, receiver.id)).toBe(true);
});

it('is judged by the secret that can be read where the key of the other is gone, and by none where both are', async () => {
  const { id } = await make();
  const others = new Receivers(subject.pool, new Secrets({ id: 'next', bytes: randomBytes(32) }));
  await others.rotate({ projectId, id, type: 'generic-hmac' }, 'S3CRET-second');
  expect(await others.findForDelivery(projectId, id)).toMatchObject({ secrets: ['S3CRET-second'] });
  expect(await receivers.findForDelivery(projectId, id)).toMatchObject({ secrets: ['S3CRET-first'] });
  const stranger = new Receivers(subject.pool, new Secrets({ id: 'other', bytes: randomBytes(32) }));
  expect(await stranger.findForDelivery(projectId, id)).toMatchObject({ secrets: [], unreadable: expect.stringContaining('HOLDPOINT_SECRET_KEYS') });
});

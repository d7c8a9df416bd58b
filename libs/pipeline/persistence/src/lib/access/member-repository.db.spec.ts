/** Members: who is one, and that a decision about one holds while it is carried out. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { AccessTokens } from './access-tokens';
import { MemberRepository } from './member-repository';
import { UserRepository } from './user-repository';

let subject: PgSubject;
let members: MemberRepository;
let users: UserRepository;
let projectId: number;
let userId: number;

beforeAll(async () => {
  subject = await createPgSubject();
  [projectId] = subject.projectIds;
  members = new MemberRepository(subject.pool);
  users = new UserRepository(subject.pool);
  const bea = await users.create({ username: 'bea', name: 'Bea', admin: false });
  userId = bea.ok ? bea.value.id : 0;
});

afterAll(() => subject.dispose());

it('are added once, and only when they are persons', async () => {
  const bot = await new AccessTokens(subject.pool).issueForProject(subject.projectIds[1], 40, {
    name: 'bot',
    scopes: ['api'],
    expiresAt: (await subject.now()) + 1_000,
  });
  expect(await members.add(projectId, { userId }, 30)).toMatchObject({ ok: true, value: { id: userId, username: 'bea', accessLevel: 30 } });
  expect(await members.add(projectId, { userId }, 40)).toEqual({ ok: false, error: 'member_exists' });
  expect(await members.add(projectId, { userId: 999_999 }, 30)).toEqual({ ok: false, error: 'user_not_found' });
  expect(await members.add(projectId, { userId: bot.userId }, 30)).toEqual({ ok: false, error: 'user_not_found' });
  const { items, total } = await members.list(projectId, { page: 1, perPage: 10 });
  expect([total, items.map(({ username, accessLevel }) => [username, accessLevel])]).toEqual([1, [['bea', 30]]]);
});

it('are changed and removed as decided', async () => {
  const seen: number[] = [];
  const change = (value: 20 | 'removed') =>
    members.change(projectId, userId, (current) => {
      seen.push(current);
      return { ok: true, value };
    });
  expect(await members.change(projectId, userId, () => ({ ok: false, error: 'forbidden' }))).toEqual({ ok: false, error: 'forbidden' });
  expect(await change(20)).toMatchObject({ ok: true, value: { accessLevel: 20 } });
  expect(await change('removed')).toMatchObject({ ok: true });
  expect(await change('removed')).toEqual({ ok: false, error: 'member_not_found' });
  expect(seen).toEqual([30, 20]);
});

it('cannot be promoted between a decision and its change', async () => {
  await members.add(projectId, { userId }, 30);
  const client = await subject.pool.connect();
  await client.query('BEGIN');
  await client.query('UPDATE project_members SET access_level = 50 WHERE user_id = $1', [userId]);
  const removed = members.change(projectId, userId, (current) => (current > 40 ? { ok: false, error: 'forbidden' } : { ok: true, value: 'removed' }));
  await subject.untilLockAwaited();
  await client.query('COMMIT');
  client.release();
  expect(await removed).toEqual({ ok: false, error: 'forbidden' });
});

it('are users with a name of their own', async () => {
  expect(await users.create({ username: 'bea', name: 'Another', admin: true })).toEqual({ ok: false, error: 'username_taken' });
  expect(await users.find(1)).toMatchObject({ username: 'root', admin: true, userType: 'human', state: 'active' });
  expect(await users.find(999_999)).toBeUndefined();
  const page = { page: 1, perPage: 10 };
  expect((await users.list(page)).items.map(({ username }) => username)).toEqual(['bea', 'root']);
  expect((await users.listNamed('BEA', page)).items).toHaveLength(1);
  expect((await users.listNamed('be', page)).total).toBe(0);
});

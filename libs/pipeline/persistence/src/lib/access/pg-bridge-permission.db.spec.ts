/** A pipeline triggers no more than its creator could have started by hand. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { MemberRepository } from './member-repository';
import { PgBridgePermission } from './pg-bridge-permission';
import { UserRepository } from './user-repository';

let subject: PgSubject;
let users: UserRepository;
let permission: PgBridgePermission;
beforeAll(async () => {
  subject = await createPgSubject();
  users = new UserRepository(subject.pool);
  permission = new PgBridgePermission(subject.pool);
});
afterAll(() => subject.dispose());

const may = (username: string, projectId = subject.projectIds[0]): Promise<readonly boolean[]> =>
  Promise.all([permission.mayRead(username, projectId), permission.mayRun(username, projectId)]);

it.each([
  [null, [false, false]],
  [10, [true, false]],
  [20, [true, false]],
  [30, [true, true]],
  [50, [true, true]],
] as const)('with the level %p in the project', async (level, expected) => {
  const username = `at${level}`;
  const made = await users.create({ username, name: 'x', admin: false });
  if (made.ok && level !== null) await new MemberRepository(subject.pool).add(subject.projectIds[0], { userId: made.value.id }, level);
  expect(await may(username)).toEqual(expected);
  expect(await may(username, subject.projectIds[1])).toEqual([false, false]);
});

it('admins may everywhere but where nothing is, and who is blocked or nobody may nowhere', async () => {
  expect(await may('root')).toEqual([true, true]);
  expect(await may('nobody')).toEqual([false, false]);
  const made = await users.create({ username: 'gone', name: 'x', admin: true });
  if (made.ok) await users.block(made.value.id, 'root');
  expect(await may('gone')).toEqual([false, false]);
});

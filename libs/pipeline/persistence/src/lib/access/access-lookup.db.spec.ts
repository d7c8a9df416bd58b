/** Proves that one statement answers every question of a turn, each with its own answer. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { AccessLookup, type AccessQuestion } from './access-lookup';
import { AccessTokens } from './access-tokens';
import { MemberRepository } from './member-repository';
import { UserRepository } from './user-repository';

let subject: PgSubject;
let annId: number;
let first: number;
let second: number;

beforeAll(async () => {
  subject = await createPgSubject();
  [first, second] = subject.projectIds;
  const ann = await new UserRepository(subject.pool).create({ username: 'ann', name: 'Ann', admin: false });
  annId = ann.ok ? ann.value.id : 0;
  await new MemberRepository(subject.pool).add(first, { userId: annId }, 20);
  const tokens = new AccessTokens(subject.pool);
  await tokens.ensure({ name: 'a', username: 'ann', token: 'of-ann' });
  await tokens.ensure({ name: 'r', username: 'root', token: 'of-root' });
});

afterAll(() => subject.dispose());

async function ask(questions: readonly AccessQuestion[]) {
  const query = jest.spyOn(subject.pool, 'query');
  const lookup = new AccessLookup(subject.pool);
  const answers = await Promise.all(questions.map((question) => lookup.resolve(question)));
  const statements = query.mock.calls.length;
  query.mockRestore();
  const told = answers.map(({ bearer, project, memberLevel }) => [
    bearer.ok ? bearer.value.username : bearer.error,
    project?.id ?? null,
    memberLevel,
  ]);
  return { told, statements, answers };
}

it('asks once for those who ask the same', async () => {
  const query = jest.spyOn(subject.pool, 'query');
  const lookup = new AccessLookup(subject.pool);
  const same = { token: 'of-ann', project: first };
  await Promise.all([lookup.resolve(same), lookup.resolve({ ...same }), lookup.resolve({ ...same, project: second }), lookup.resolve(same)]);
  expect(query.mock.calls).toEqual([[expect.objectContaining({ values: [[expect.any(String), expect.any(String)], [first, second], [null, null]] })]]);
  query.mockRestore();
});

it('answers many questions with one statement, twins among them', async () => {
  const questions: AccessQuestion[] = [
    { token: 'of-ann', project: first },
    { token: 'of-ann', project: 'demo/one' },
    { token: 'of-ann', project: second },
    { token: 'of-ann', project: 999_999 },
    { token: 'of-ann', project: 'demo/none' },
    { token: 'of-ann', project: null },
    { token: 'of-root', project: 'demo/two' },
    { token: 'of-nobody', project: first },
    { token: null, project: first },
    { token: null, project: null },
    { token: 'of-ann', project: first },
  ];
  const { told, statements } = await ask(questions);
  expect(statements).toBe(1);
  expect(told).toEqual([
    ['ann', first, 20],
    ['ann', first, 20],
    ['ann', second, null],
    ['ann', null, null],
    ['ann', null, null],
    ['ann', null, null],
    ['root', second, null],
    ['unknown', first, null],
    ['unknown', first, null],
    ['unknown', null, null],
    ['ann', first, 20],
  ]);
});

it('tells all of a principal and of a project', async () => {
  const { answers } = await ask([{ token: 'of-ann', project: first }]);
  expect(answers).toEqual([
    {
      bearer: { ok: true, value: { type: 'user', userId: annId, username: 'ann', admin: false, scopes: ['api'] } },
      project: expect.objectContaining({ id: first, path: 'demo/one', name: 'demo/one', defaultBranch: 'main', createdAt: expect.any(Number) }),
      memberLevel: 20,
    },
  ]);
  expect(Object.keys(answers[0]?.project ?? {})).not.toContain('problem');
});

it('finds every part by an index, however many rows there are', async () => {
  const client = await subject.pool.connect();
  await client.query('SET enable_seqscan = off');
  let plan = '';
  const query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    return { rows: [] };
  };
  const explaining = new AccessLookup({ query } as unknown as PgSubject['pool']);
  await expect(explaining.resolve({ token: 'of-ann', project: 'demo/one' })).rejects.toThrow('every question has an answer');
  client.release(true);
  for (const index of ['uq_access_tokens_digest', 'pk_users', 'pk_projects', 'uq_projects_path', 'pk_project_members']) {
    expect(plan).toContain(index);
  }
  expect(plan).not.toContain('Seq Scan');
});

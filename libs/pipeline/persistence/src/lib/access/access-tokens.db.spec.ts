/** Tokens are known by their digest alone, shown once, and end when they are revoked or their time is over. */
import { Client, type QueryConfig } from 'pg';
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { AccessLookup } from './access-lookup';
import { AccessTokens } from './access-tokens';
import { UserRepository } from './user-repository';

let subject: PgSubject;
let tokens: AccessTokens;
let lookup: AccessLookup;
let users: UserRepository;
let annId: number;
let projectId: number;

beforeAll(async () => {
  subject = await createPgSubject();
  [projectId] = subject.projectIds;
  tokens = new AccessTokens(subject.pool);
  lookup = new AccessLookup(subject.pool);
  users = new UserRepository(subject.pool);
  const ann = await users.create({ username: 'ann', name: 'Ann', admin: false });
  annId = ann.ok ? ann.value.id : 0;
});

afterAll(() => subject.dispose());

/** Whose name a token has, or why it is refused. */
async function bearer(token: string): Promise<string> {
  const found = (await lookup.resolve({ token, project: null })).bearer;
  return found.ok ? found.value.username : found.error;
}

const inADay = async (): Promise<number> => (await subject.now()) + 86_400_000;

async function issue(): Promise<{ id: number; token: string }> {
  const issued = await tokens.issuePersonal(annId, { name: 'mine', scopes: ['read_api'], expiresAt: await inADay() });
  if (!issued.ok) throw new Error(issued.error);
  return issued.value;
}

describe('a token of the operator', () => {
  it('tells whom it stands for, and nothing of an unknown one', async () => {
    await tokens.ensure({ name: 'demo', username: 'root', token: 'glpat-secret' });
    await tokens.ensure({ name: 'demo', username: 'ann', token: 'glpat-secret' });
    expect(await Promise.all(['glpat-secret', 'glpat-secre', ''].map(bearer))).toEqual(['root', 'unknown', 'unknown']);
  });

  it('is not made for a user that is not there', async () => {
    expect(await tokens.ensure({ name: 'x', username: 'nobody', token: 'glpat-nobody' })).toBe(false);
    expect(await bearer('glpat-nobody')).toBe('unknown');
  });

  it('replaces the one of its name, for good, and leaves others alone, those of users with the same name too', async () => {
    await tokens.ensure({ name: 'other', username: 'root', token: 'glpat-other' });
    await tokens.ensure({ name: 'admin', username: 'ann', token: 'glpat-ann' });
    expect(await tokens.ensure({ name: 'admin', username: 'root', token: 'glpat-first' })).toBe(true);
    expect(await tokens.ensure({ name: 'admin', username: 'root', token: 'glpat-second' })).toBe(true);
    expect(await tokens.ensure({ name: 'admin', username: 'root', token: 'glpat-first' })).toBe(false);
    const known = await Promise.all(['glpat-other', 'glpat-ann', 'glpat-first', 'glpat-second'].map(bearer));
    expect(known).toEqual(['root', 'ann', 'revoked', 'root']);
  });
});

describe('a personal token', () => {
  it('has 256 random bits, an end and its scopes', async () => {
    const expiresAt = await inADay();
    const issued = await tokens.issuePersonal(annId, { name: 'ci', scopes: ['api', 'read_api'], expiresAt });
    expect(issued).toMatchObject({ ok: true, value: { name: 'ci', userId: annId, scopes: ['api', 'read_api'], expiresAt } });
    expect(issued).toMatchObject({ value: { revoked: false, active: true, accessLevel: null } });
    expect(issued.ok && issued.value.token).toMatch(/^hpat-[\w-]{43}$/);
    expect((await issue()).token).not.toBe((await issue()).token);
  });

  it('is not stored', async () => {
    const { token } = await issue();
    const { rows } = await subject.pool.query('SELECT row_to_json(t)::text AS row FROM access_tokens t, users u');
    expect(JSON.stringify(rows)).not.toContain(token.slice('hpat-'.length));
  });

  it('is made for persons only', async () => {
    const bot = await tokens.issueForProject(projectId, 30, { name: 'b', scopes: ['api'], expiresAt: await inADay() });
    for (const userId of [999_999, bot.userId]) {
      const issued = await tokens.issuePersonal(userId, { name: 'x', scopes: ['api'], expiresAt: await inADay() });
      expect(issued).toEqual({ ok: false, error: 'user_not_found' });
    }
  });

  it('is refused as revoked at once, and a second revocation moves nothing', async () => {
    const { id, token } = await issue();
    expect(await bearer(token)).toBe('ann');
    expect(await tokens.revoke({ userId: annId }, id)).toBe(true);
    const [first] = (await subject.pool.query('SELECT revoked_at FROM access_tokens WHERE id = $1', [id])).rows;
    expect(await bearer(token)).toBe('revoked');
    await subject.clock.step(1_000);
    expect(await tokens.revoke('anybody', id)).toBe(true);
    expect((await subject.pool.query('SELECT revoked_at FROM access_tokens WHERE id = $1', [id])).rows).toEqual([first]);
  });

  it('is nobody else’s to revoke, nor a project’s', async () => {
    const { id, token } = await issue();
    expect(await tokens.revoke({ userId: 1 }, id)).toBe(false);
    expect(await tokens.revoke({ projectId }, id)).toBe(false);
    expect(await bearer(token)).toBe('ann');
  });

  it('is refused from the instant at which it ends', async () => {
    const { token, id } = await issue();
    await subject.pool.query(`UPDATE access_tokens SET expires_at = holdpoint_now() + interval '1 hour' WHERE id = $1`, [id]);
    await subject.clock.step(3_599_999);
    expect(await bearer(token)).toBe('ann');
    await subject.clock.step(1);
    expect(await bearer(token)).toBe('expired');
    expect((await tokens.list({ userId: annId }, { page: 1, perPage: 1 })).items).toMatchObject([{ id, active: false, revoked: false }]);
  });

  it('is refused while its user is blocked', async () => {
    const { token } = await issue();
    expect(await users.block(annId, 'root')).toBe(true);
    expect(await bearer(token)).toBe('blocked');
    await users.unblock(annId);
    expect(await bearer(token)).toBe('ann');
  });
});

describe('a project token', () => {
  const made = async () => tokens.issueForProject(projectId, 20, { name: 'deploy', scopes: ['api'], expiresAt: await inADay() });
  const resolve = async (token: string, project: number) => {
    const { bearer: found, memberLevel } = await lookup.resolve({ token, project });
    return [found.ok ? found.value.type : found.error, memberLevel];
  };

  it('acts as a bot that is a member of its project and of no other', async () => {
    const { token, accessLevel } = await made();
    expect(accessLevel).toBe(20);
    expect(await resolve(token, projectId)).toEqual(['project_bot', 20]);
    expect(await resolve(token, subject.projectIds[1])).toEqual(['project_bot', null]);
  });

  it('has a bot whose name, which every member is shown, tells nothing of it', async () => {
    const names: string[] = [];
    for (const { id } of [await made(), await made()]) {
      const { rows: [bot] } = await subject.pool.query<{ username: string; token_digest: string }>(
        'SELECT username, token_digest FROM access_tokens token JOIN users ON users.id = token.user_id WHERE token.id = $1', [id]);
      expect(bot?.username).toMatch(new RegExp(`^project_${projectId}_bot_[0-9a-f]{32}$`));
      expect(bot?.token_digest).not.toContain(bot?.username.split('_').at(-1));
      names.push(bot?.username ?? '');
    }
    expect(new Set(names).size).toBe(2);
  });

  it('takes its bot along when it is revoked, and is no other project’s', async () => {
    const { id, token } = await made();
    expect(await tokens.revoke({ projectId: subject.projectIds[1] }, id)).toBe(false);
    expect(await tokens.revoke('anybody', id)).toBe(false);
    expect(await tokens.revoke({ projectId }, id)).toBe(true);
    expect(await resolve(token, projectId)).toEqual(['revoked', null]);
    const { items } = await tokens.list({ projectId }, { page: 1, perPage: 100 });
    expect(items.find((row) => row.id === id)).toMatchObject({ revoked: true, active: false, accessLevel: null });
  });
});

it('lists the tokens of one person, of everybody, or of a project', async () => {
  const all = { page: 1, perPage: 100 };
  const owners = async (owner: Parameters<AccessTokens['list']>[0]) => new Set((await tokens.list(owner, all)).items.map(({ userId }) => userId));
  expect(await owners({ userId: annId })).toEqual(new Set([annId]));
  expect(await owners('anybody')).toEqual(new Set([1, annId]));
  const ofProject = await owners({ projectId });
  expect(ofProject.has(1) || ofProject.has(annId)).toBe(false);
  expect(ofProject.size).toBeGreaterThan(0);
  expect(await owners({ projectId: subject.projectIds[1] })).toEqual(new Set());
});

it('are found by their owner without reading those of all others', async () => {
  await subject.pool.query(
    `INSERT INTO access_tokens (name, user_id, token_digest, scopes, created_at)
     SELECT 'other', id, encode(sha256(n::text::bytea), 'hex'), '{api}', holdpoint_now() FROM users, generate_series(1, 5000) n WHERE username = 'root'`,
  );
  await subject.pool.query('VACUUM ANALYZE access_tokens');
  const spy = jest.spyOn(Client.prototype, 'query');
  for (const owner of [{ userId: annId }, { projectId }]) {
    await tokens.list(owner, { page: 1, perPage: 20 });
    await tokens.find(owner, 1);
  }
  const sent = spy.mock.calls.map(([statement]) => statement as unknown as QueryConfig).filter(({ text }) => text?.includes('access_tokens'));
  spy.mockRestore();
  expect(sent).toHaveLength(6);
  for (const { text, values } of sent) {
    const { rows } = await subject.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    expect(rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes('Seq Scan on access_tokens'))).toEqual([]);
  }
});

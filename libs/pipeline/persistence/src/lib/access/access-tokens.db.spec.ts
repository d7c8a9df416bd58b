/** Tokens are known by their digest alone. */
import { createPgSubject, type PgSubject } from '../store/store-subject.fixture';
import { AccessTokens } from './access-tokens';

let subject: PgSubject;
let tokens: AccessTokens;

beforeAll(async () => {
  subject = await createPgSubject();
  tokens = new AccessTokens(subject.pool);
});

afterAll(() => subject.dispose());

describe('AccessTokens', () => {
  it('tells whom a token stands for, and nothing of an unknown one', async () => {
    await tokens.ensure({ name: 'demo', username: 'root', token: 'glpat-secret' });
    await tokens.ensure({ name: 'demo', username: 'someone else', token: 'glpat-secret' });
    expect(await tokens.verify('glpat-secret')).toEqual({ username: 'root' });
    expect(await tokens.verify('glpat-secre')).toBeUndefined();
    expect(await tokens.verify('')).toBeUndefined();
  });

  it('keeps no token', async () => {
    const { rows } = await subject.pool.query('SELECT row_to_json(access_tokens)::text AS row FROM access_tokens');
    expect(JSON.stringify(rows)).not.toContain('glpat-secret');
  });

  it('refuses a token that was revoked, even when it is made known again', async () => {
    await tokens.ensure({ name: 'old', username: 'root', token: 'glpat-old' });
    await tokens.revoke('glpat-old');
    await tokens.ensure({ name: 'old', username: 'root', token: 'glpat-old' });
    expect(await tokens.verify('glpat-old')).toBeUndefined();
  });

  it('replaces the token of a name, for good, and leaves those of other names alone', async () => {
    await tokens.ensure({ name: 'other', username: 'root', token: 'glpat-other' });
    expect(await tokens.ensure({ name: 'admin', username: 'root', token: 'glpat-first' })).toBe(true);
    expect(await tokens.ensure({ name: 'admin', username: 'root', token: 'glpat-second' })).toBe(true);
    expect(await tokens.ensure({ name: 'admin', username: 'root', token: 'glpat-first' })).toBe(false);
    const known = await Promise.all(['glpat-other', 'glpat-first', 'glpat-second'].map((token) => tokens.verify(token)));
    expect(known).toEqual([{ username: 'root' }, undefined, { username: 'root' }]);
  });
});

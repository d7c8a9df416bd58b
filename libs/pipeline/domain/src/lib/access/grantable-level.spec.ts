/** Proves that nobody gives more than they have, and what a token gets when nothing is asked for. */
import { ACCESS_LEVELS } from './access-level';
import { mayGrant, mayIssueFor, tokenLevel } from './grantable-level';

const levels = Object.values(ACCESS_LEVELS);

it.each(levels)('at %i every level up to it may be given', (own) => {
  expect(levels.filter((level) => mayGrant(own, level))).toEqual(levels.filter((level) => level <= own));
  expect(mayGrant(own, 10, own)).toBe(true);
  expect(mayGrant(own, ...levels)).toBe(own === 50);
  for (const level of levels) {
    expect(tokenLevel(own, level)).toEqual(level <= own ? { ok: true, value: level } : { ok: false, error: 'above_own_level' });
  }
});

it('a stranger gives nothing', () => {
  expect(mayGrant(null, 10)).toBe(false);
  expect(tokenLevel(null)).toEqual({ ok: false, error: 'above_own_level' });
});

it('a token is a maintainer unless its maker is less', () => {
  expect(levels.map((own) => tokenLevel(own))).toEqual([10, 15, 20, 30, 40, 40].map((value) => ({ ok: true, value })));
});

it('personal tokens are made for oneself, and by admins for anybody', () => {
  const ann = { type: 'user', userId: 2, username: 'ann', admin: false, scopes: ['api'] } as const;
  expect([mayIssueFor(ann, 2), mayIssueFor(ann, 3), mayIssueFor({ ...ann, admin: true }, 3)]).toEqual([true, false, true]);
  expect(mayIssueFor({ type: 'project_bot', userId: 2, username: 'bot', projectId: 1, scopes: ['api'] }, 2)).toBe(false);
});

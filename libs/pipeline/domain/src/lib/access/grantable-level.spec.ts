/** Proves that nobody gives more than they have, and what a token gets when nothing is asked for. */
import { err, ok } from '@holdpoint/kernel';
import { ACCESS_LEVELS } from './access-level';
import { holdsNamespace, mayGrant, mayActFor, memberLevel, memberRemoval, tokenLevel } from './grantable-level';

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
  expect([mayActFor(ann, 2), mayActFor(ann, 3), mayActFor({ ...ann, admin: true }, 3)]).toEqual([true, false, true]);
  expect(mayActFor({ type: 'project_bot', userId: 2, username: 'bot', projectId: 1, scopes: ['api'] }, 2)).toBe(false);
});

it.each([
  ['ann/app', 'ann', true],
  ['Ann/app', 'aNN', true],
  ['ann/app', 'app', false],
  ['ann/app', 'an', false],
  ['group/ann/app', 'ann', false],
])('the namespace of %s is that of %s: %s', (path, username, expected) => {
  expect(holdsNamespace(path, username)).toBe(expected);
});

it('a member goes by themselves at any level, is removed by maintainers, and stays where the namespace is theirs', () => {
  const guest = { level: 10, holdsNamespace: false, isCaller: false } as const;
  expect([10, 30, 40, 50].map((own) => memberRemoval(own as 10, guest))).toEqual([err('forbidden'), err('forbidden'), ok('removed'), ok('removed')]);
  expect(memberRemoval(10, { ...guest, isCaller: true })).toEqual(ok('removed'));
  expect(memberRemoval(40, { ...guest, level: 50 })).toEqual(err('level_out_of_reach'));
  expect(memberRemoval(50, { level: 50, holdsNamespace: true, isCaller: true })).toEqual(err('namespace_holder_stays'));
  expect(memberLevel(40, guest, 40)).toEqual(ok(40));
  expect(memberLevel(40, guest, 50)).toEqual(err('level_out_of_reach'));
  expect(memberLevel(40, { ...guest, level: 50 }, 10)).toEqual(err('level_out_of_reach'));
  expect(memberLevel(50, { ...guest, holdsNamespace: true }, 50)).toEqual(err('namespace_holder_stays'));
});

/** Proves how long a token lives. */
import { DAY_MS } from '@holdpoint/kernel';
import { rotatedTokenExpiry, tokenExpiry } from './token-expiry';

const midnight = Date.parse('2026-11-27T00:00:00Z');
const noon = midnight + DAY_MS / 2;
const inAYear = Date.parse('2027-11-27T00:00:00Z');

it.each([
  [undefined, { ok: true, value: inAYear }],
  [midnight + DAY_MS, { ok: true, value: midnight + DAY_MS }],
  [midnight + DAY_MS + 1, { ok: true, value: midnight + DAY_MS }],
  [inAYear + DAY_MS - 1, { ok: true, value: inAYear }],
  [inAYear + DAY_MS, { ok: false, error: 'too_late' }],
  [midnight + DAY_MS - 1, { ok: false, error: 'in_past' }],
  [midnight, { ok: false, error: 'in_past' }],
])('one that should end at %p', (requested, expected) => {
  expect(tokenExpiry(noon, requested)).toEqual(expected);
});

it('one that should end on the very midnight at which it is made would never have lived', () => {
  expect(tokenExpiry(midnight, midnight)).toEqual({ ok: false, error: 'in_past' });
  expect(tokenExpiry(midnight - 1, midnight)).toEqual({ ok: true, value: midnight });
});

it('one that takes the place of another ends in a week, or when it should', () => {
  expect(rotatedTokenExpiry(noon)).toEqual({ ok: true, value: midnight + 7 * DAY_MS });
  expect(rotatedTokenExpiry(noon, inAYear)).toEqual({ ok: true, value: inAYear });
  expect(rotatedTokenExpiry(noon, inAYear + DAY_MS)).toEqual({ ok: false, error: 'too_late' });
});

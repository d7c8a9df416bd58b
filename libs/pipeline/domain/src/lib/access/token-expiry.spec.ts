/** Proves how long a token lives. */
import { DAY_MS } from '@holdpoint/kernel';
import { tokenExpiry } from './token-expiry';

const midnight = Date.parse('2026-11-27T00:00:00Z');
const noon = midnight + DAY_MS / 2;
const inAYear = Date.parse('2027-11-27T00:00:00Z');

it.each([
  [undefined, { ok: true, value: inAYear }],
  [noon + 1, { ok: true, value: noon + 1 }],
  [inAYear, { ok: true, value: inAYear }],
  [inAYear + 1, { ok: false, error: 'too_late' }],
  [noon, { ok: false, error: 'in_past' }],
  [midnight, { ok: false, error: 'in_past' }],
])('one that should end at %p', (requested, expected) => {
  expect(tokenExpiry(noon, requested)).toEqual(expected);
});

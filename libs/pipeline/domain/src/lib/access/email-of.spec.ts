/** How an author is written. */
import { authorOf } from './email-of';

it.each([
  ['ann', 'ann@example.com', 'ann <ann@example.com>'],
  ['ann', null, 'ann <ann@holdpoint.invalid>'],
  ['', 'ann@example.com', ''],
  ['', null, ''],
])('the author %j with the address %j is written %j', (name, email, expected) => {
  expect(authorOf(name, email)).toBe(expected);
});

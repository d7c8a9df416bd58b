/** Proves where a token is looked for, and that nothing else is taken for one. */
import { readToken } from './read-token';

it.each([
  [{ 'private-token': 'abc' }, 'abc'],
  [{ authorization: 'Bearer abc' }, 'abc'],
  [{ authorization: 'bearer  abc ' }, 'abc'],
  [{ 'private-token': 'a', authorization: 'Bearer b' }, 'a'],
  [{ 'private-token': '', authorization: 'Bearer b' }, 'b'],
  [{ 'job-token': 'hpjt-1' }, 'hpjt-1'],
  [{ 'job-token': 'hpat-1' }, undefined],
  [{ 'private-token': 'a', 'job-token': 'hpjt-1' }, 'a'],
  [{}, undefined],
  [{ authorization: 'Basic abc' }, undefined],
  [{ authorization: 'Bearer' }, undefined],
  [{ authorization: 'Bearer a b' }, undefined],
  [{ 'private-token': 'x'.repeat(256) }, undefined],
  [{ 'job-token': 'hpjt-1.a' }, 'hpjt-1.a'],
  [{ 'job-token': 'abc' }, undefined],
  [{ 'private-token': '', 'job-token': 'hpjt-1.a', authorization: 'Bearer b' }, 'b'],
])('reads %j', (headers, token) => {
  expect(readToken(headers)).toBe(token);
});

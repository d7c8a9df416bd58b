/** How often it is looked again where what was seen has changed meanwhile. */
import { err, ok, type Result } from '@holdpoint/kernel';
import { repeatWhileChanged } from './repeat-while-changed';

it.each([
  [1, ok('seen')],
  [5, ok('seen')],
  [6, err('busy')],
])('a thing that stands still at look %d', async (standsAt, answer) => {
  let looks = 0;
  const look = (): Promise<Result<string, never> | undefined> => Promise.resolve((looks += 1) === standsAt ? ok('seen') : undefined);
  expect(await repeatWhileChanged(look)).toEqual(answer);
  expect(looks).toBe(Math.min(standsAt, 5));
});

import { eventually } from './eventually';

it('looks until it is so', async () => {
  let looks = 0;
  await eventually(() => Promise.resolve((looks += 1) === 3));
  expect(looks).toBe(3);
});

it.each([
  ['is never so', () => Promise.resolve(false)],
  ['hangs', () => new Promise<boolean>(() => undefined)],
])('gives up, and says on what, where a look %s', async (_, isSo) => {
  await expect(eventually(isSo, 5)).rejects.toThrow(`not within 5 ms: ${isSo}`);
});

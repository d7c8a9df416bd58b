import { lookupsAtOnce } from './name-lookups';

it('leaves a thread to the names of others, where there are two', () => {
  expect([1, 2, 3, 4, 5, 16].map(lookupsAtOnce)).toEqual([1, 1, 1, 1, 2, 7]);
});

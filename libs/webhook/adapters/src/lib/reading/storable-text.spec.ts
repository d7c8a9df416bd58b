/** What people read is cut and made storable rather than refused. */
import { isUnsafeText } from '@holdpoint/kernel';
import fc from 'fast-check';
import { storableText } from './storable-text';

it.each([
  ['as it is', '😀 ä', 9, '😀 ä'],
  ['cut', 'abcdef', 3, 'abc'],
  ['not cut through a pair', 'a😀', 2, 'a'],
  ['without a NUL', 'a\0b', 9, 'a\ufffdb'],
  ['without half a pair', '\udc00b', 9, '\ufffdb'],
])('is kept %s', (_name, text, max, kept) => {
  expect(storableText(text, max)).toBe(kept);
});

it('can be stored whatever it was, and is no longer than allowed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, max) => {
      const kept = storableText(text, max);
      return !isUnsafeText(kept) && kept.length <= max;
    }),
  );
});

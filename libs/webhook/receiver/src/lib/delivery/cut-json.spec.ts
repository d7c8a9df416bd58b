/** Whatever is sent, a row of the ledger holds little of it, and only what can be stored; what is small stays as it was. */
import fc from 'fast-check';
import { cutJson } from './cut-json';

const BYTES_MAX = 200_000;
const text = fc.string({ unit: 'binary', maxLength: 3_000 });
const json = fc.jsonValue({ maxDepth: 8 });

it('keeps small values as they are', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme-ascii' }), (value) => {
      fc.pre(JSON.stringify(value).length < 1_000);
      expect(cutJson(value)).toEqual(value);
    }),
  );
});

it('keeps little of large ones, and nothing that a database refuses', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(json, text, fc.dictionary(text, text)), { maxLength: 200 }), (value) => {
      const written = JSON.stringify(cutJson(value));
      expect(written.length).toBeLessThan(BYTES_MAX);
      expect(written).not.toMatch(/\\u0000|\\ud[89a-f]/);
    }),
  );
});

it('cuts a long text, and the hundred thousandth value', () => {
  expect(cutJson({ message: 'm'.repeat(40_000), reason: 'x' })).toEqual({ message: 'm'.repeat(1_024), reason: 'x' });
  const many = cutJson(Array.from({ length: 100_000 }, (_, index) => index)) as unknown[];
  expect([many.length < 2_100, many[0]]).toEqual([true, 0]);
});

it('does not take a key for a prototype', () => {
  const cut = cutJson(JSON.parse('{"__proto__": {"admin": true}}')) as object;
  expect([Object.getPrototypeOf(cut) === Object.prototype, Object.keys(cut)]).toEqual([true, ['__proto__']]);
});

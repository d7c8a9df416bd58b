/** Assertions are for bugs: they throw, say what should have held, and narrow types. */
import { assert, assertNever } from './assert';
import { err, ok, type Result } from './result';

describe('assert', () => {
  it('lets pass what holds and names what does not', () => {
    expect(() => assert(1, 'one is truthy')).not.toThrow();
    expect(() => assert(null, 'the clock has a reading')).toThrow('Invariant broken: the clock has a reading');
  });
});

describe('assertNever', () => {
  it('names the case that nobody handled', () => {
    expect(() => assertNever({ type: 'unheard' } as never)).toThrow('Unhandled case: {"type":"unheard"}');
  });
});

describe('Result', () => {
  it('holds a value or an error, and tells which', () => {
    const results: readonly Result<number, string>[] = [ok(1), err('no')];
    expect(results.map((result) => (result.ok ? result.value : result.error))).toEqual([1, 'no']);
  });
});

/** JSON of strangers is bounded before it is parsed, and what is wrong with it is told, not thrown. */
import { readJson } from './read-json';

const BOUNDS = { depth: 2, values: 3 };
const read = (text: string | Uint8Array): unknown => {
  const result = readJson(Buffer.from(text), BOUNDS);
  return result.ok ? { value: result.value } : result.error;
};

it.each([
  ['an object', '{"a":1}', { a: 1 }],
  ['null', 'null', null],
  ['a byte order mark before it', '\ufeff[1]', [1]],
  ['a key given twice, by its last value', '{"a":1,"a":2}', { a: 2 }],
  ['as many levels and values as there may be', '[{"a":1}]', [{ a: 1 }]],
  ['a text that ends with a backslash', String.raw`["\\",1]`, ['\\', 1]],
  ['as many values in a list as there may be', '[1,2]', [1, 2]],
  ['brackets that are closed in a text', '["]}",1]', [']}', 1]],
  ['brackets and commas in a text, which count for nothing', `{"a":"${'[,'.repeat(500)}\\"${'{'.repeat(500)}"}`, { a: `${'[,'.repeat(500)}"${'{'.repeat(500)}` }],
])('reads %s', (_name, text, value) => {
  expect(read(text)).toEqual({ value });
});

it.each([
  ['nothing', '', 'it is not JSON'],
  ['half an object', '{"a":', 'it is not JSON'],
  ['bytes of another encoding', Uint8Array.of(0x22, 0xff, 0x22), 'it is not UTF-8'],
  ['a level too many', '[[[]]]', 'it is nested deeper than 2 levels'],
  ['a value too many', '[1,2,3,4]', 'it holds more than 3 values'],
  ['an object a level too many', '{"a":{"b":{}}}', 'it is nested deeper than 2 levels'],
  ['lists and objects in turn', '[{"a":[]}]', 'it is nested deeper than 2 levels'],
  ['levels that a text pretends to close', '[["]]"[', 'it is nested deeper than 2 levels'],
  ['empty objects that are values too', '[{},{},{}]', 'it holds more than 3 values'],
  ['values behind a text that ends with a backslash', String.raw`["\\",1,2,3]`, 'it holds more than 3 values'],
  ['values behind an empty text', '["",1,2,3]', 'it holds more than 3 values'],
  ['a text that never ends', '["a', 'it is not JSON'],
  ['a million levels', '['.repeat(1e6), 'it is nested deeper than 2 levels'],
])('refuses %s', (_name, text, problem) => {
  expect(read(text)).toBe(problem);
});

it.each(['[[],[],[],[]]', '[{},{},{},{}]', '{"a":[],"b":{},"c":[]}'])('counts levels that have ended no more: %s', (text) => {
  expect(readJson(Buffer.from(text), { depth: 2, values: 20 }).ok).toBe(true);
});

it('counts the levels that go on where others have ended', () => {
  expect(readJson(Buffer.from('[[],[[]]]'), { depth: 2, values: 20 })).toEqual({ ok: false, error: 'it is nested deeper than 2 levels' });
});

it('takes a key of a prototype for a key like any other', () => {
  const result = readJson(Buffer.from('{"__proto__":{"admin":true}}'), BOUNDS);
  expect(result.ok && Object.getPrototypeOf(result.value)).toBe(Object.prototype);
});

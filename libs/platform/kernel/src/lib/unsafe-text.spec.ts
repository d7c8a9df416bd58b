/** Text that could not be stored, or could not be read again, is told apart. */
import { isUnsafeText, toSafeText } from './unsafe-text';

it.each(['', 'main', '😀 ä 漢', 'two\nlines'])('takes %j', (text) => {
  expect(isUnsafeText(text)).toBe(false);
});

it.each(['a\0b', '\ud800', '\udc00x', `x${'😀'[0]}`])('does not take %j', (text) => {
  expect(isUnsafeText(text)).toBe(true);
});

it.each([
  ['a\0b', 'a\ufffdb'],
  ['a\ud83d', 'a\ufffd'],
  ['a\ud83d\ude00', 'a\ud83d\ude00'],
])('is made safe: %j', (text, safe) => {
  expect(toSafeText(text)).toBe(safe);
  expect(isUnsafeText(toSafeText(text))).toBe(false);
});

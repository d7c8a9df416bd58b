/** Text that could not be stored, or could not be read again, is told apart. */
import { isUnsafeText } from './unsafe-text';

it.each(['', 'main', '😀 ä 漢', 'two\nlines'])('takes %j', (text) => {
  expect(isUnsafeText(text)).toBe(false);
});

it.each(['a\0b', '\ud800', '\udc00x', `x${'😀'[0]}`])('does not take %j', (text) => {
  expect(isUnsafeText(text)).toBe(true);
});

const LAST_HALF = /[\ud800-\udbff]$/;
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/**
 * Cuts a text to a number of characters and makes it one that can be stored: what PostgreSQL and strict JSON readers
 * cannot take (NUL, half of a surrogate pair) becomes U+FFFD. For what people read; what is compared is refused instead.
 */
export const storableText = (text: string, max: number): string =>
  text.slice(0, max).replace(LAST_HALF, '').replace(UNSTORABLE, '\ufffd');

const HALF_SURROGATE = /\p{Surrogate}/u;

/**
 * Tells whether a text must be refused at the edge: PostgreSQL cannot store a NUL, and half of a surrogate pair, once
 * stored and echoed, makes strict JSON readers reject the whole list it is in (measured with jq).
 */
export function isUnsafeText(text: string): boolean {
  return text.includes('\0') || HALF_SURROGATE.test(text);
}

/** The text with a letter that is none (U+FFFD) for each that {@link isUnsafeText} finds. */
export const toSafeText = (text: string): string => text.replaceAll(/\0|\p{Surrogate}/gu, '\ufffd');

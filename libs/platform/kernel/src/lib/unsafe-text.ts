/**
 * Matches the first letter for which a text must be refused at the edge: PostgreSQL cannot store a NUL, and half of a
 * surrogate pair, once stored and echoed, makes strict JSON readers reject the whole list it is in (measured with jq).
 */
export const UNSAFE_TEXT = /[\0\p{Surrogate}]/u;

/** Tells whether a text holds what {@link UNSAFE_TEXT} matches. */
export const isUnsafeText = (text: string): boolean => UNSAFE_TEXT.test(text);

const EACH_UNSAFE = new RegExp(UNSAFE_TEXT, 'gu');

/** The text with a letter that is none (U+FFFD) for each that {@link UNSAFE_TEXT} matches. */
export const toSafeText = (text: string): string => text.replaceAll(EACH_UNSAFE, '\ufffd');

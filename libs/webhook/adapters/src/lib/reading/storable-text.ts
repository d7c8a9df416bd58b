import { toSafeText } from '@holdpoint/kernel';

const LAST_HALF = /[\ud800-\udbff]$/;

/** Cuts a text to a number of characters and makes it safe. For what people read; what is compared is refused instead. */
export const storableText = (text: string, max: number): string => toSafeText(text.slice(0, max).replace(LAST_HALF, ''));

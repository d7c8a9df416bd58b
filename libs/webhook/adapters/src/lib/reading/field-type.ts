import { isUnsafeText, type Instant } from '@holdpoint/kernel';
import { parseTimestamp } from './parse-timestamp';

/** What a field must be, in words and as a function; undefined is what it must not be. */
export interface FieldType<T> {
  /** As in "name must be …". */
  readonly is: string;
  readonly parse: (value: unknown) => T | undefined;
}

/** The longest name of anything; GitLab's columns hold 255 characters, and Kubernetes' names are shorter. */
export const NAME_MAX = 255;

/** The longest description that a job shows. */
export const DESCRIPTION_MAX = 1_024;

/** Any text; whoever keeps it cuts it. */
export const TEXT: FieldType<string> = { is: 'a text', parse: (value) => (typeof value === 'string' ? value : undefined) };

/** A text that can be stored and compared as it is. */
export const NAME: FieldType<string> = {
  is: `a text of 1 to ${NAME_MAX} characters`,
  parse: (value) => (typeof value === 'string' && value !== '' && value.length <= NAME_MAX && !isUnsafeText(value) ? value : undefined),
};

/** A date and time of RFC 3339. */
export const TIMESTAMP: FieldType<Instant> = {
  is: 'a time of RFC 3339, such as 2026-01-31T12:00:00Z',
  parse: (value) => (typeof value === 'string' ? parseTimestamp(value) : null) ?? undefined,
};

/** One of a few words, in exactly this spelling. */
export const wordOf = <W extends string>(words: readonly W[]): FieldType<W> => ({
  is: `one of ${words.join(', ')}`,
  parse: (value) => words.find((word) => word === value),
});

/** A whole number within bounds, as a number or, as templates write it, as its decimal digits. */
export const wholeNumber = (min: number, max: number): FieldType<number> => ({
  is: `a whole number from ${min} to ${max}`,
  parse: (value) => {
    const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max ? number : undefined;
  },
});

import { CONFIG_LIMITS } from '../config-limits';

/** Seconds per unit, by every spelling that GitLab's duration parser accepts; a month has 30 days there. */
const UNIT_SECONDS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1, 'seconds second secs sec s'],
      [60, 'minutes minute mins min m'],
      [3_600, 'hours hour hrs hr h'],
      [86_400, 'days day dy d'],
      [604_800, 'weeks week wks wk w'],
      [2_592_000, 'months month mos mo'],
      [31_557_600, 'years year yrs yr y'],
    ] as const
  ).flatMap(([seconds, names]) => names.split(' ').map((name) => [name, seconds] as const)),
);

/** Words that GitLab lets stand between two parts. */
const JOINER = /^(?:and|with|plus)$/;

/**
 * Reads a duration such as `1 hour`, `3h 30m`, `1h30m`, `2 days and 4 hours`, `90` (seconds) or `1:30` into seconds, rounded
 * to milliseconds; null when it is none or rounds to zero: GitLab refuses a zero, and a job cannot take no time at all.
 * Source: GitLab's `ChronicDuration`.
 */
export function parseDurationSeconds(text: string): number | null {
  if (text.length > CONFIG_LIMITS.durationChars) return null;
  const seconds = sumClock(text.replace(/\s/g, '')) ?? sumWords(text.toLowerCase());
  const ms = seconds === null ? 0 : Math.round(seconds * 1_000);
  return ms > 0 && Number.isFinite(ms) ? ms / 1_000 : null;
}

/** Seconds per place of a time of day, from the right. */
const CLOCK_SECONDS = ['s', 'm', 'h', 'd', 'mo', 'y'].map((unit) => UNIT_SECONDS.get(unit) ?? 0);

/** Adds up `1:30` or `1:00:00`, with up to six places; null when it is no such text. */
function sumClock(text: string): number | null {
  if (!/^\d+(?::\d+){1,5}(?:\.\d+)?$/.test(text)) return null;
  const places = text.split(':').reverse();
  return places.reduce((sum, place, at) => sum + Number(place) * (CLOCK_SECONDS[at] ?? 0), 0);
}

/** Adds up numbers and their units; null when a word is none of these. A unit in front of all numbers means one of it. */
function sumWords(text: string): number | null {
  const written = (text.match(NUMBER_OR_WORD) ?? []).filter((word) => !JOINER.test(word));
  if (!written.every((word) => isNumber(word) || UNIT_SECONDS.has(word))) return null;
  const words = UNIT_SECONDS.has(written[0] ?? '') ? ['1', ...written] : written;
  return words.reduce((sum, word, at) => sum + (isNumber(word) ? Number(word) * secondsOf(words[at + 1]) : 0), 0);
}

/** A number at the end counts seconds, and one before another number nothing (GitLab). */
const secondsOf = (unit = 's'): number => UNIT_SECONDS.get(unit) ?? 0;

const NUMBER_OR_WORD = /\d*\.?\d+|[a-z]+|[^\s,]/g;

const isNumber = (word: string): boolean => /\d/.test(word);

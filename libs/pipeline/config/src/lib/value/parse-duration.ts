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
      [31_536_000, 'years year yrs yr y'],
    ] as const
  ).flatMap(([seconds, names]) => names.split(' ').map((name) => [name, seconds] as const)),
);

/** Words that GitLab lets stand between two parts. */
const JOINER = /^(?:and|with|plus)$/;

/**
 * Reads a duration such as `1 hour`, `3h 30m`, `1h30m`, `2 days and 4 hours` or `90` (seconds) into seconds, rounded to
 * milliseconds; null when it is none or rounds to zero: GitLab refuses a zero, and a job cannot take no time at all.
 */
export function parseDurationSeconds(text: string): number | null {
  if (text.length > CONFIG_LIMITS.durationChars) return null;
  const words = text.toLowerCase().match(/\d+(?:\.\d+)?|[a-z]+|[^\s,]/g) ?? [];
  const seconds = sumParts(words.filter((word) => !JOINER.test(word)));
  const ms = seconds === null ? 0 : Math.round(seconds * 1_000);
  return ms > 0 ? ms / 1_000 : null;
}

/** Adds up pairs of number and unit; a number that stands alone counts seconds. */
function sumParts(words: readonly string[]): number | null {
  if (words.length === 1) return readAmount(words[0]);
  let total = 0;
  for (let at = 0; at < words.length; at += 2) {
    const amount = readAmount(words[at]);
    const unit = UNIT_SECONDS.get(words[at + 1] ?? '');
    if (amount === null || unit === undefined) return null;
    total += amount * unit;
  }
  return total;
}

function readAmount(word: string | undefined): number | null {
  const amount = Number(word);
  return word !== undefined && /^\d/.test(word) && Number.isFinite(amount) ? amount : null;
}

type KeyValue = string | number | null;

/** What is shown of a long text. */
const SHOWN_MAX = 60;

/** Digits shown of a sha; more where these are equal. */
const SHORT_SHA = 8;

const FULL_SHA = /^[0-9a-f]{40}$/;

/** The longest differing middle of two texts that may still be one text misspelt. */
const MISSPELT_MAX = 2;

/** Shorter texts count as alike only if they are equal but for their case: the rest would be chance. */
const MISSPELT_FROM = 4;

/** Tells whether a text is probably another one in a different spelling: cut short, written out, in other case, misspelt. */
export function areAlike(given: KeyValue, expected: KeyValue): boolean {
  if (typeof given !== 'string' || typeof expected !== 'string') return false;
  if (isCut(given, expected) || isWrittenOut(given, expected)) return true;
  const [a, b] = [plain(given), plain(expected)];
  return a === b || isMisspelt(a, b);
}

/** Says how a key that a callback gave differs from the job's own. */
export function differenceOf(word: string, given: string | number, expected: KeyValue, how: 'other' | 'older' | 'newer' = 'other'): string {
  if (expected === null) return `${word} ${shown(given)}, where the job has none`;
  if (typeof given === 'number' || typeof expected === 'number') return `other ${word}: ${given} instead of ${expected}`;
  if (isCut(given, expected)) return `${word} is cut short: ${shown(given)} instead of all 40 digits`;
  if (isWrittenOut(given, expected)) return `${word} is written out: ${shown(given)} instead of ${shown(expected)}`;
  if (FULL_SHA.test(given) && FULL_SHA.test(expected)) return `${how} ${word}: ${shaPair(given, expected).join(' instead of ')}`;
  const pair = `${shown(given)} instead of ${shown(expected)}`;
  if (given.toLowerCase() === expected.toLowerCase()) return `${word} differs only by case: ${pair}`;
  return areAlike(given, expected) ? `${word} differs only by spelling: ${pair}` : `other ${word}: ${pair}`;
}

const isCut = (given: string, expected: string): boolean =>
  FULL_SHA.test(expected) && given.length < expected.length && given.length >= MISSPELT_FROM && expected.startsWith(given.toLowerCase());

const isWrittenOut = (given: string, expected: string): boolean => given === `refs/heads/${expected}`;

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_./:-]/g, '');

/** Texts that differ in numbers are two of a series, not one misspelt. */
function isMisspelt(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < MISSPELT_FROM || FULL_SHA.test(b)) return false;
  const start = commonStart(a, b);
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const end = commonStart(reversed(restA), reversed(restB));
  const middles = [restA.slice(0, restA.length - end), restB.slice(0, restB.length - end)];
  return middles.every((middle) => middle.length <= MISSPELT_MAX && !/\d/.test(middle));
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

const reversed = (text: string): string => [...text].reverse().join('');

const shaPair = (given: string, expected: string): readonly string[] => {
  const digits = given.slice(0, SHORT_SHA) === expected.slice(0, SHORT_SHA) ? given.length : SHORT_SHA;
  return [given, expected].map((sha) => (digits < sha.length ? `${sha.slice(0, digits)}…` : sha));
};

const shown = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `"${value.length > SHOWN_MAX ? `${value.slice(0, SHOWN_MAX)}…` : value}"`;

/** One character of a pattern, however it is written: as a code, as an octal code, with a backslash, or as it is. */
const CHARACTER = /\\x\{([0-9A-Fa-f]{1,8})\}|\\x([0-9A-Fa-f]{2})|\\([0-7]{1,3})|\\?([^])/gu;

/** `\pL`, `\P{Greek}`: each stands for hundreds of ranges, as costly as so many instructions. */
const UNICODE_CLASS = /\\p/gi;
const UNICODE_CLASS_WORK = 30;
/** Once more where the case does not matter: the ranges are joined with those of the other case, and sorted. */
const FOLDED_CLASS_WORK = 60;

/** Where the case does not matter, RE2 looks at each code point of a range by itself: so many cost one instruction. */
const FOLDED_PER_INSTRUCTION = 30;

/** Outside of these code points there is no other case; a range that holds all of them is taken as it is. */
const FOLDABLE = { from: 0x41, to: 0x1e943 } as const;

/** What the Unicode classes of a pattern cost in each copy of it, in instructions. */
export const unicodeClassWork = (body: string): number => UNICODE_CLASS_WORK * countUnicodeClasses(body);

/** At most what it costs, in instructions, that the case does not matter: all that looks like a range of a class counts. */
export function foldingWork(body: string): number {
  const characters = [...body.matchAll(CHARACTER)];
  const width = characters.reduce((sum, [text], index) => {
    const [from, to] = [characters[index - 1], characters[index + 1]];
    return text !== '-' || from === undefined || to === undefined ? sum : sum + foldedWidth(codeOf(from), codeOf(to));
  }, 0);
  return Math.ceil(width / FOLDED_PER_INSTRUCTION) + FOLDED_CLASS_WORK * countUnicodeClasses(body);
}

const countUnicodeClasses = (body: string): number => body.match(UNICODE_CLASS)?.length ?? 0;

function foldedWidth(from: number, to: number): number {
  if (from <= FOLDABLE.from && to >= FOLDABLE.to) return 0;
  return Math.max(0, Math.min(to, FOLDABLE.to) - Math.max(from, FOLDABLE.from) + 1);
}

function codeOf([, braced, plain, octal, character]: RegExpExecArray): number {
  const hex = braced ?? plain;
  if (hex !== undefined) return parseInt(hex, 16);
  return octal === undefined ? (character?.codePointAt(0) ?? 0) : parseInt(octal, 8);
}

/**
 * The globs that one with braces stands for, as in `src/{a,b}.ts`. A brace behind a backslash stands for itself, and so
 * does a closing one that nothing has opened; one that is not closed makes the glob stand for none, as in Ruby. Null when
 * there are more than `limit`, since every pair of braces multiplies them, or when reading so many characters cannot be paid
 * for, since every pair has the whole glob read again.
 */
export function expandBraces(glob: string, limit: number, affords: (chars: number) => boolean): readonly string[] | null {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!affords(next.length)) return null;
    const braces = firstBraces(next);
    if (braces === 'unclosed') continue;
    const count = braces === null ? 1 : braces.commas.length + 1;
    if (done.length + open.length + count > limit) return null;
    if (braces === null) done.push(next);
    else open.push(...alternatives(next, braces).reverse());
  }
  return done;
}

/** The first pair of braces, with the commas between its alternatives; places in the text. */
interface Braces {
  readonly start: number;
  readonly commas: readonly number[];
  readonly end: number;
}

/** Null when there are none. */
function firstBraces(glob: string): Braces | 'unclosed' | null {
  const commas: number[] = [];
  let start: number | null = null;
  let depth = 0;
  for (const { 0: char, index: place } of glob.matchAll(/\\[^]|[{},]/g)) {
    if (char === '{') depth += 1;
    if (depth === 0) continue;
    start ??= place;
    if (char === '}') depth -= 1;
    if (char === ',' && depth === 1) commas.push(place);
    if (depth === 0) return { start, commas, end: place };
  }
  return start === null ? null : 'unclosed';
}

function alternatives(glob: string, { start, commas, end }: Braces): string[] {
  const [before, after] = [glob.slice(0, start), glob.slice(end + 1)];
  const bounds = [start, ...commas, end];
  return bounds.slice(1).map((bound, index) => before + glob.slice((bounds[index] ?? start) + 1, bound) + after);
}

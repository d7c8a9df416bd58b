/**
 * The globs that one with braces stands for, as in `src/{a,b}.ts`. A brace behind a backslash stands for itself, and so
 * does a closing one that nothing has opened; one that is not closed makes the glob stand for none, as in Ruby. Null when
 * there are more than `limit`: every pair of braces multiplies them.
 */
export function expandBraces(glob: string, limit: number): readonly string[] | null {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const braces = firstBraces(next);
    if (braces === null) done.push(next);
    else if (braces !== 'unclosed') open.push(...alternatives(next, braces).reverse());
    if (done.length + open.length > limit) return null;
  }
  return done;
}

/** The first pair of braces, with the commas between its alternatives; places in the text. */
interface Braces {
  readonly start: number;
  readonly commas: readonly number[];
  readonly end: number;
}

function firstBraces(glob: string): Braces | 'unclosed' | null {
  const start = placesOf(glob, 0).find(({ char }) => char === '{')?.place;
  if (start === undefined) return null;
  const commas: number[] = [];
  let depth = 0;
  for (const { char, place } of placesOf(glob, start)) {
    if (char === '{') depth += 1;
    if (char === '}') depth -= 1;
    if (char === ',' && depth === 1) commas.push(place);
    if (depth === 0) return { start, commas, end: place };
  }
  return 'unclosed';
}

/** The characters from a place on that count: not the one behind a backslash. */
function placesOf(glob: string, from: number): readonly { readonly char: string; readonly place: number }[] {
  return [...glob.slice(from).matchAll(/\\[^]|[{},]/g)].map(({ 0: char, index }) => ({ char, place: from + index }));
}

function alternatives(glob: string, { start, commas, end }: Braces): string[] {
  const [before, after] = [glob.slice(0, start), glob.slice(end + 1)];
  const bounds = [start, ...commas, end];
  return bounds.slice(1).map((bound, index) => before + glob.slice((bounds[index] ?? start) + 1, bound) + after);
}

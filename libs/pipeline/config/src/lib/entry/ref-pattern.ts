/** One item of `only` or `except`, taken apart. */
export interface RefPattern {
  /** A ref, a special word, or `/pattern/flags`. */
  readonly pattern: string;
  /** The project path behind an `@`, else null. */
  readonly projectPath: string | null;
}

/** Takes `pattern@project/path` apart; an `@` inside `/…/` belongs to the pattern. */
export function parseRefPattern(text: string): RefPattern {
  const patternEnd = text.startsWith('/') ? text.lastIndexOf('/', lastPathMark(text)) : 0;
  const mark = text.indexOf('@', patternEnd);
  if (mark === -1) return { pattern: text, projectPath: null };
  return { pattern: text.slice(0, mark), projectPath: text.slice(mark + 1) };
}

/** Where to look for the closing slash: before `/@` or `/flags@`, since a project path has slashes of its own. */
function lastPathMark(text: string): number {
  const suffix = /\/[ismU]*@[^@]*$/.exec(text);
  return suffix === null ? text.length : suffix.index;
}

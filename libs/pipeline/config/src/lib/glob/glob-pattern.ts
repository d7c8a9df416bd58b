/**
 * The regular expression of a glob without braces, in RE2's syntax between slashes, for a whole path. `*`, `?` and sets
 * stay within a directory, `**` followed by a slash stands for any number of them, and a dot needs no mention. Source:
 * Ruby's `File.fnmatch` with `FNM_PATHNAME`, `FNM_DOTMATCH` and `FNM_EXTGLOB`, by which GitLab compares.
 */
export function globPattern(glob: string): string {
  let body = '';
  for (let rest = glob; rest !== ''; ) {
    const isStart = glob.length === rest.length || glob.charAt(glob.length - rest.length - 1) === '/';
    const { pattern, length } = firstPart(rest, isStart);
    body += pattern;
    rest = rest.slice(length);
  }
  return `/^${body}$/`;
}

/** What the beginning of a glob means, and how much of it has been read. */
interface Part {
  readonly pattern: string;
  readonly length: number;
}

function firstPart(glob: string, isStartOfSegment: boolean): Part {
  const directories = isStartOfSegment ? /^(?:\*\*\/)+/.exec(glob)?.[0] : undefined;
  if (directories !== undefined) return { pattern: '(?:[^/]*/)*', length: directories.length };
  const stars = /^\*+/.exec(glob)?.[0];
  if (stars !== undefined) return { pattern: '[^/]*', length: stars.length };
  if (glob.startsWith('?')) return { pattern: '[^/]', length: 1 };
  if (glob.startsWith('[')) return setPattern(glob);
  const [text, char = ''] = /^\\?([^]?)/u.exec(glob) ?? [glob];
  return { pattern: escaped(char), length: text.length };
}

/** A set of characters that has no end matches nothing, and the same goes for an empty one. */
const NOTHING = '[^\\s\\S]';

const SET = /^\[([!^]?)((?:\\[^]|[^\]\\])*)\]/u;

const MEMBER = /(\\?[^])(?:-(\\?[^]))?/gu;

function setPattern(glob: string): Part {
  const set = SET.exec(glob);
  if (set === null) return { pattern: NOTHING, length: glob.length };
  const [text, negation, members = ''] = set;
  const ranges = [...members.matchAll(MEMBER)].map(([, low = '', high]) => range(bare(low), bare(high ?? low))).join('');
  if (negation !== '') return { pattern: `[^/${ranges}]`, length: text.length };
  return { pattern: ranges === '' ? NOTHING : `[${ranges}]`, length: text.length };
}

/** No set has the slash, also where it lies between two characters that are named; backwards a range is its two ends. */
function range(low: string, high: string): string {
  const [from, to, slash] = [code(low), code(high), code('/')];
  if (from > to) return range(low, low) + range(high, high);
  if (to < slash || from > slash) return `${point(from)}-${point(to)}`;
  return (from < slash ? `${point(from)}-${point(slash - 1)}` : '') + (to > slash ? `${point(slash + 1)}-${point(to)}` : '');
}

const bare = (member: string): string => (member.length > 1 && member.startsWith('\\') ? member.slice(1) : member);

const code = (char: string): number => char.codePointAt(0) ?? 0;

const point = (codePoint: number): string => escaped(String.fromCodePoint(codePoint));

/** One character as it is: ASCII that may mean something by its number; no braces, which would look like a repetition. */
export const escaped = (char: string): string =>
  /^[\w/]?$/.test(char) || code(char) > 0x7f ? char : `\\x${code(char).toString(16).padStart(2, '0')}`;

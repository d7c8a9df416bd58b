/** Globs match what Ruby's `File.fnmatch` with GitLab's flags matches; every answer below is one that Ruby 3.1 gave. */
import fc from 'fast-check';
import { PatternLibrary } from '../expression/pattern-library';
import { GlobMatcher } from './glob-matcher';

const matches = (glob: string, path: string): boolean => new GlobMatcher(new PatternLibrary()).matchAny([glob], [path]);

it.each([
  ['README.md', 'README.md', true],
  ['README.md', 'docs/README.md', false],
  ['readme.md', 'README.md', false],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['*', '.hidden', true],
  ['docs/*', 'docs/a/b', false],
  ['docs/**', 'docs/a', true],
  ['docs/**', 'docs/a/b', false],
  ['docs/**/*', 'docs/a', true],
  ['docs/**/*', 'docs/a/b', true],
  ['**/*.md', 'README.md', true],
  ['**/*.md', 'a/.b/c.md', true],
  ['**/*.md', '.md', true],
  ['**/*.md', 'a/b.md/c', false],
  ['**/*.{md,txt}', 'a/b.txt', true],
  ['**/*.\\m', 'a.m', true],
  ['**/**/b', 'b', true],
  ['a/**/b', 'a/x/b', true],
  ['a/**/b', 'ab', false],
  ['x**/b', 'xa/b', true],
  ['x**/b', 'x/y/b', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a?', 'a\u{1F600}', true],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[^a-c]x', 'dx', true],
  ['[!a]', '/', false],
  ['[.-0]', '/', false],
  ['[.-0]', '0', true],
  ['[b-a]', 'b', true],
  ['[a-]', '-', true],
  ['[\\]]', ']', true],
  ['[]', 'a', false],
  ['[!]', 'a', true],
  ['[a', '[a', false],
  ['a{b,c}', 'ac', true],
  ['a{b,c{d,e}}', 'ace', true],
  ['{**/,}a', 'x/a', true],
  ['a{,b}', 'a', true],
  ['a\\{b,c}', 'a{b,c}', true],
  ['{a', '{a', false],
  ['a}', 'a}', true],
  ['{a,b}}', 'a}', true],
  ['a\\*', 'a*', true],
  ['a\\*', 'ab', false],
  ['a\\', 'a', true],
  ['(a|b).+', '(a|b).+', true],
  ['a.c', 'abc', false],
])('%s, %s: %s', (glob, path, expected) => {
  expect(matches(glob, path)).toBe(expected);
});

it('a path whose special characters are all behind a backslash matches itself', () => {
  const path = fc.stringMatching(/^[^/\0]{1,20}$/u);
  fc.assert(fc.property(path, (text) => matches(text.replace(/[\\*?[\]{},]/g, (char) => `\\${char}`), text)));
});

describe('what costs too much', () => {
  it.each([
    ['more globs than braces may make', '{a,b}'.repeat(10)],
    ['a glob whose pattern is too long', 'a*'.repeat(1_000)],
    ['a glob that is read again for each pair of thousands of braces', `${'{'.repeat(4_000)}${'}'.repeat(4_000)}`],
  ])('%s, is no answer', (_, glob) => {
    const library = new PatternLibrary();
    new GlobMatcher(library).matchAny([glob], ['x']);
    expect(library.isExhausted).toBe(true);
  });

  it('ends the comparing', () => {
    const library = new PatternLibrary();
    const matcher = new GlobMatcher(library);
    library.exhaust();
    const find = jest.spyOn(library, 'find');
    matcher.matchAny(['a*', '{b,c}*'], Array.from({ length: 10_000 }, (_, index) => `f${index}`));
    expect(find).not.toHaveBeenCalled();
  });

  it('is paid for once by however many rules ask the same', () => {
    const library = new PatternLibrary();
    const matcher = new GlobMatcher(library);
    const paths = Array.from({ length: 10_000 }, (_, index) => `src/file-${index}.ts`);
    for (let rule = 0; rule < 1_000; rule += 1) matcher.matchAny(['src/**/*.none', 'docs/*'], paths);
    expect(library.isExhausted).toBe(false);
  });
});

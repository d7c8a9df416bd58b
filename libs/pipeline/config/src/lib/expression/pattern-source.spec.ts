/** What compiling a pattern is reckoned to cost: at least what it takes, or a short text blocks the process. */
import { CONFIG_LIMITS } from '../config-limits';
import { estimateInstructions, isAffordable, parsePatternSource, type PatternSource } from './pattern-source';

function sourceOf(text: string): PatternSource {
  const source = parsePatternSource(text);
  if (source === null) throw new Error(`no pattern: ${text}`);
  return source;
}

/** A range of 125,185 code points that can have another case. */
const WIDE = '[B-\u{1E942}]';
const WIDE_WORK = 125_185 / 30;

describe('the work of a pattern', () => {
  it.each([
    ['/abc/', 3],
    ['/a{10}/', 50],
    ['/(a{10}){10}/', 1_100],
    [`/${WIDE}/`, WIDE.length],
    ['/[a-z0-9_-]+/i', 12],
    [String.raw`/\pL/`, 33],
    [String.raw`/\pL/i`, 93],
    [String.raw`/\P{Lu}{10}/`, 400],
  ])('%s costs %i', (text, work) => {
    expect(estimateInstructions(sourceOf(text))).toBe(work);
  });

  it.each([
    `/${WIDE}/i`,
    `/(?i)${WIDE}/`,
    `/a(?s-Ui:${WIDE})/`,
    `/(?i)[^${WIDE.slice(1)}/`,
    String.raw`/(?i)[B-\x{1e942}]/`,
    String.raw`/(?i)[\x42-\x{1E942}]/`,
    String.raw`/(?i)[\102-\x{1E942}]/`,
    String.raw`/(?i)[\--\x{1E942}]/`,
    `/(?i)a-[--\u{1E942}]/`,
    `/(?i)\\Q\\x{\\E${WIDE}/`,
  ])('%s folds each code point of its range', (text) => {
    const estimate = estimateInstructions(sourceOf(text));
    expect(estimate).toBeGreaterThanOrEqual(Math.floor(WIDE_WORK));
    expect(estimate).toBeLessThan(WIDE_WORK + 50);
  });

  it.each([String.raw`/[\x{0}-\x{10FFFF}]/i`, '/[0-9]/i', '/[\u{20000}-\u{2FFFF}]/i'])('%s has nothing to fold', (text) => {
    expect(estimateInstructions(sourceOf(text))).toBe(text.length - 3);
  });

  it('is refused above the limit for one pattern', () => {
    expect(isAffordable(sourceOf(`/${WIDE.repeat(4)}/i`))).toBe(true);
    expect(isAffordable(sourceOf(`/${WIDE.repeat(5)}/i`))).toBe(false);
    expect(WIDE_WORK * 5).toBeGreaterThan(CONFIG_LIMITS.patternInstructions);
  });
});

/**
 * `if` expressions: what parses, how tightly operators bind, what each holds for, and that no text makes the parser throw
 * (fast-check). Random expressions of constants are compared with Ruby's `&&` and `||`.
 */
import fc from 'fast-check';
import { CONFIG_LIMITS } from '../config-limits';
import { evaluateExpression } from './evaluate-expression';
import { parseExpression } from './parse-expression';
import { PatternLibrary } from './pattern-library';

const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['YES', 'yes'],
  ['EMPTY', ''],
  ['REF', 'feature/Login-1'],
  ['PATTERN', '/^feature\\//'],
  ['PLAIN', 'feature'],
  ['BROKEN', '/(/'],
  ['ANYTHING', '//'],
  ['TRUE', 'true'],
]);

function holds(text: string): boolean | null {
  const expression = parseExpression(text);
  if (expression === null) return null;
  return evaluateExpression(expression, (name) => VARIABLES.get(name) ?? null, new PatternLibrary());
}

describe('an expression', () => {
  it.each([
    ['$YES', true],
    ['$EMPTY', false],
    ['$MISSING', false],
    ['"text"', true],
    ['""', false],
    ['null', false],
    ['$MISSING == null', true],
    ['$EMPTY == null', false],
    ['$MISSING == "null"', false],
    ['"null" == $MISSING', false],
    ['$EMPTY == ""', true],
    ['$MISSING == ""', false],
    ["$YES == 'yes'", true],
    ['$YES=="yes"', true],
    ['"yes" == $YES', true],
    ['$YES != "yes"', false],
    ['$MISSING != "yes"', true],
    ['$REF == $REF', true],
    ['$REF =~ /^feature\\//', true],
    ['$REF =~ /LOGIN/', false],
    ['$REF =~ /LOGIN/i', true],
    ['$REF !~ /LOGIN/i', false],
    ['$REF =~ $PATTERN', true],
    ['$REF !~ $PATTERN', false],
    ['$REF =~ $ANYTHING', true],
    ['$MISSING =~ /xx/', false],
    ['$MISSING !~ /xx/', true],
    ['$MISSING =~ /^$/', true],
    ['$REF =~ $MISSING', false],
    ['$REF !~ $MISSING', true],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    ['$REF =~ $PLAIN', false],
    ['$REF !~ $PLAIN', true],
    ['$REF =~ $BROKEN', false],
    ['$REF !~ $BROKEN', true],
    ['$PLAIN =~ $REF', true],
    ['$PLAIN =~ $PLAIN', true],
    ['$PLAIN =~ "feature"', true],
    ['$REF =~ null', false],
  ])('%s is %s: what is no pattern is a text', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    ['("yes" || "no") == $YES', true],
    ['("yes" == ("no" && "yes"))', true],
    ['("yes" == ("yes" || (("1" == "1") && ("2" == "3"))))', true],
    ['($YES) == "yes"', true],
    ['$REF =~ ($PATTERN)', true],
    ['("1" == "1") == "1"', false],
  ])('%s is %s: parentheses make operands', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    ['$YES == "yes" == true', true],
    ['$YES == "no" == "false"', true],
    ['"b" == $YES == "yes"', false],
    ['$YES == "yes" != $EMPTY != "x"', true],
    ['$REF =~ /^feature/ == true', true],
    ['$REF == "x" =~ /false/', true],
    ['$YES == "no" && $YES == "yes" || $YES == "yes" == true', true],
  ])('%s is %s: comparisons follow each other from the left', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    ['$YES "yes" ==', true],
    ['$YES ()', true],
    ['($YES "no") !=', true],
    ['$MISSING $YES ||', true],
  ])('%s is %s: an operator takes the two values before it', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    ['/aa/', true],
    ['$MISSING || /aa/', true],
    ['$YES == /yes/', false],
    ['$YES != /yes/', true],
    ['$MISSING == /aa/', false],
    ['$YES == (/yes/)', false],
    ['"/aa/" == /aa/', false],
    ['/aa/ == /aa/', true],
    ['/aa/ == /aa/i', false],
    ['/aa/ != /bb/', true],
    ['/aa/ =~ /aa/', false],
    ['$YES =~ /yes//', false],
    ['(/aa/ || $YES) == "aa"', false],
  ])('%s is %s: a pattern is a value, and no text', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    ['true', true],
    ['false', false],
    ['$TRUE == true', true],
    ['true == "true"', true],
    ['$TRUE != false', true],
    ['$YES == true', false],
    ['$MISSING == false', false],
    ['$MISSING != false', true],
    ['true == true', true],
    ['true == false', false],
    ['($YES == "yes") == "true"', true],
    ['false || $YES', true],
    ['true && false', false],
    ['true =~ /^t/', true],
    ['$YES =~ false', false],
  ])('%s is %s: true and false are words of GitLab', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    ['$EMPTY && $YES', true],
    ['$YES && $EMPTY', false],
    ['$EMPTY || $YES', false],
    ['$MISSING || $YES', true],
    ['$MISSING && $YES', false],
    ['"  "', false],
  ])('%s is %s: an empty text is one until the end', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    ['$YES || $YES && $EMPTY', true],
    ['($YES || $YES) && $EMPTY', false],
    ['$MISSING && $MISSING || $YES', true],
    ['$MISSING && ($MISSING || $YES)', false],
    ['$YES && $REF == "x" || $EMPTY == ""', true],
    [' ( ( $YES ) ) ', true],
  ])('%s binds as in GitLab', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    '', ' ', '$', '$$A', '${A}', 'A', 'truely', '"a', '"a\nb"', '$A ==', '== $A', '$A == "b" "c"', '/a/', '$A "b" "c" ==',
    '/aa/ == $A', '/aa/ != null', '(/aa/) == $A', '$A = "b"', '$A & $B', '($A', '$A)', '()', '! $A', 'nullable', '$A =~ //', '$A =~ /a/', '$A =~ /aa\\\\/',
  ])('%s is no expression', (text) => {
    expect(parseExpression(text)).toBeNull();
  });

  it('has limits', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}$A${')'.repeat(depth)}`;
    expect(parseExpression(nested(49))).not.toBeNull();
    expect(parseExpression(nested(50))).toBeNull();
    const either = (tokens: number): string => Array<string>((tokens + 1) / 2).fill('$A').join(' || ');
    expect(parseExpression(either(CONFIG_LIMITS.expressionTokens))).not.toBeNull();
    expect(parseExpression(either(CONFIG_LIMITS.expressionTokens + 2))).toBeNull();
    const long = (chars: number): string => `"${'a'.repeat(chars - 2)}"`;
    expect(parseExpression(long(CONFIG_LIMITS.expressionChars))).not.toBeNull();
    expect(parseExpression(long(CONFIG_LIMITS.expressionChars + 1))).toBeNull();
  });

  it('never throws, whatever the text', () => {
    const words = ['$A', '$YES', '"a"', "'", '"', '/a/i', '/', '(', ')', '==', '!=', '=~', '!~', '&&', '||', 'null', 'true', ' ', '\\'];
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')));
    fc.assert(fc.property(text, (source) => [true, false, null].includes(holds(source))), { numRuns: 2_000 });
  });

  it('agrees with Ruby on random combinations', () => {
    type Value = string | null;
    const { tree } = fc.letrec<{ tree: readonly [string, Value] }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(...([['$YES', 'yes'], ['$EMPTY', ''], ['$MISSING', null]] as const)),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => [`(${a[0]}) && (${b[0]})`, a[1] === null ? null : b[1]] as const),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => [`(${a[0]}) || (${b[0]})`, a[1] ?? b[1]] as const),
      ),
    }));
    fc.assert(fc.property(tree, ([text, value]) => holds(text) === Boolean(value) || text.length > CONFIG_LIMITS.expressionChars));
  });
});

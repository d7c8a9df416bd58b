/**
 * `if` expressions: what parses, how tightly operators bind, what each holds for, and that no text makes the parser throw
 * (fast-check). Random expressions of constants are compared with JavaScript's own `&&` and `||`.
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
    ['$MISSING =~ /x/', false],
    ['$MISSING !~ /x/', true],
    ['$MISSING =~ /^$/', true],
    ['$REF =~ $MISSING', false],
    ['$REF !~ $MISSING', true],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each(['$REF =~ $PLAIN', '$REF !~ $PLAIN', '$REF =~ $BROKEN', '$REF !~ $BROKEN', '$REF !~ $BROKEN || $YES'])(
    '%s is false as a whole: the variable holds no valid pattern',
    (text) => {
      expect(holds(text)).toBe(false);
    },
  );

  it.each([
    ['$YES || $YES && $EMPTY', true],
    ['($YES || $YES) && $EMPTY', false],
    ['$EMPTY && $EMPTY || $YES', true],
    ['$EMPTY && ($EMPTY || $YES)', false],
    ['$YES && $REF == "x" || $EMPTY == ""', true],
    [' ( ( $YES ) ) ', true],
  ])('%s binds as in GitLab', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    '', ' ', '$', '$$A', '${A}', 'A', 'true', '"a', '$A ==', '== $A', '$A == "b" "c"', '$A =~ "b"', '$A =~ null', '/a/',
    '/a/ == $A', '$A == /a/', '$A = "b"', '$A & $B', '($A', '$A)', '()', '! $A', '$A == "b" == "c"', 'nullable', '$A =~ //',
  ])('%s is no expression', (text) => {
    expect(parseExpression(text)).toBeNull();
  });

  it('has limits', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}$A${')'.repeat(depth)}`;
    expect(parseExpression(nested(CONFIG_LIMITS.expressionDepth))).not.toBeNull();
    expect(parseExpression(nested(CONFIG_LIMITS.expressionDepth + 1))).toBeNull();
    const long = (chars: number): string => `"${'a'.repeat(chars - 2)}"`;
    expect(parseExpression(long(CONFIG_LIMITS.expressionChars))).not.toBeNull();
    expect(parseExpression(long(CONFIG_LIMITS.expressionChars + 1))).toBeNull();
  });

  it('never throws, whatever the text', () => {
    const words = ['$A', '$YES', '"a"', "'", '"', '/a/i', '/', '(', ')', '==', '!=', '=~', '!~', '&&', '||', 'null', ' ', '\\'];
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')));
    fc.assert(fc.property(text, (source) => [true, false, null].includes(holds(source))), { numRuns: 2_000 });
  });

  it('agrees with JavaScript on random combinations', () => {
    const { tree } = fc.letrec<{ tree: readonly [string, boolean] }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.boolean().map((value) => [value ? '$YES' : '$EMPTY', value] as const),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => [`(${a[0]}) && (${b[0]})`, a[1] && b[1]] as const),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => [`(${a[0]}) || (${b[0]})`, a[1] || b[1]] as const),
      ),
    }));
    fc.assert(fc.property(tree, ([text, value]) => holds(text) === value || text.length > CONFIG_LIMITS.expressionChars));
  });
});

import type { Expression, ExpressionOperator, ExpressionValue, Operation } from './expression';
import type { PatternLibrary } from './pattern-library';

/** Looks a variable up, expanded; null when it is not defined. */
export type VariableLookup = (name: string) => string | null;

/**
 * Whether an `if` holds: whether what it comes to is there and not blank. Until then values are handed on as they are, so
 * that an empty text counts as one for `&&` and `||`, as in Ruby. Source: GitLab's `Gitlab::Ci::Pipeline::Expression`.
 */
export function evaluateExpression(
  expression: Expression,
  lookup: VariableLookup,
  patterns: PatternLibrary,
): boolean {
  const value = new Evaluation(lookup, patterns).evaluate(expression);
  return typeof value === 'string' ? patterns.affords(value.length / COMPARED_PER_STEP) && value.trim() !== '' : !isFalsy(value);
}

/** Characters that are compared in one step of {@link PatternLibrary.affords}; 7,000 rules that compared 65,000 took 7 s. */
const COMPARED_PER_STEP = 64;

/** A search for a text compares each of its characters with each of the other at worst: 65,000 in 300,000 took 12 s. */
const SEARCHED_PER_STEP = 16;

/** A pattern is a value of its own, and no text. */
type Value = string | boolean | null | PatternValue;

type PatternValue = Extract<ExpressionValue, { readonly kind: 'pattern' }>;

const isPattern = (value: Value): value is PatternValue => typeof value === 'object' && value !== null;

const isFalsy = (value: Value): boolean => value === null || value === false;

/** A value as the left side of a match. A pattern is printed as Ruby prints one, less its address. */
const printed = (value: Value): string => (isPattern(value) ? '#<Gitlab::UntrustedRegexp>' : String(value ?? ''));

/** One evaluation. */
class Evaluation {
  constructor(
    private readonly lookup: VariableLookup,
    private readonly patterns: PatternLibrary,
  ) {}

  evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case 'operation':
        return this.operate(expression);
      case 'variable':
        return this.lookup(expression.name);
      case 'string':
      case 'boolean':
        return expression.value;
      case 'pattern':
        return expression;
      case 'null':
        return null;
    }
  }

  private operate({ operator, left, right }: Operation): Value {
    const value = this.evaluate(left);
    if (operator === '&&') return isFalsy(value) ? value : this.evaluate(right);
    if (operator === '||') return isFalsy(value) ? this.evaluate(right) : value;
    return this.compare(operator, value, this.evaluate(right));
  }

  private compare(operator: Exclude<ExpressionOperator, '&&' | '||'>, left: Value, right: Value): boolean {
    if (operator === '==') return this.areEqual(left, right);
    if (operator === '!=') return !this.areEqual(left, right);
    return this.matches(printed(left), right) === (operator === '=~');
  }

  /**
   * A text equals `true` or `false` when it is that word: a variable holds nothing but text (GitLab's `compare_with_coercion`).
   * Patterns are equal when they are written in the same way, and equal nothing else.
   */
  private areEqual(left: Value, right: Value): boolean {
    if (isPattern(left) || isPattern(right)) return isPattern(left) && isPattern(right) && left.source === right.source;
    if (left === null || right === null) return left === right;
    const [a, b] = [String(left), String(right)];
    return a.length === b.length && this.patterns.affords(a.length / COMPARED_PER_STEP) && a === b;
  }

  /** Nothing matches what is not there. What is no pattern is a text, in which the left side must occur. */
  private matches(text: string, right: Value): boolean {
    if (isFalsy(right)) return false;
    const source = isPattern(right) ? right.source : String(right);
    return this.patterns.test(source, text) ?? this.contains(source, text);
  }

  private contains(text: string, part: string): boolean {
    return this.patterns.affords((text.length * part.length) / SEARCHED_PER_STEP) && text.includes(part);
  }
}

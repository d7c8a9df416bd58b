import type { Comparison, Expression } from './expression';
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
  return typeof value === 'string' ? patterns.affords(value.length / COMPARED_PER_STEP) && value.trim() !== '' : value === true;
}

/** Characters that are compared in one step of {@link PatternLibrary.affords}; 7,000 rules that compared 65,000 took 7 s. */
const COMPARED_PER_STEP = 64;

/** A search for a text compares each of its characters with each of the other at worst: 65,000 in 300,000 took 12 s. */
const SEARCHED_PER_STEP = 16;

type Value = string | boolean | null;

const isFalsy = (value: Value): boolean => value === null || value === false;

/** One evaluation. */
class Evaluation {
  constructor(
    private readonly lookup: VariableLookup,
    private readonly patterns: PatternLibrary,
  ) {}

  evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case 'all':
        return this.firstDeciding(expression.terms, isFalsy);
      case 'any':
        return this.firstDeciding(expression.terms, (value) => !isFalsy(value));
      case 'comparison':
        return this.compare(expression);
      case 'variable':
        return this.lookup(expression.name);
      case 'string':
      case 'boolean':
        return expression.value;
      case 'pattern':
        return expression.source;
      case 'null':
        return null;
    }
  }

  /** The value of the first term that decides, else of the last. */
  private firstDeciding(terms: readonly Expression[], decides: (value: Value) => boolean): Value {
    let value: Value = null;
    for (const term of terms) {
      value = this.evaluate(term);
      if (decides(value)) break;
    }
    return value;
  }

  private compare({ operator, left, right }: Comparison): boolean {
    const [a, b] = [this.evaluate(left), this.evaluate(right)];
    if (operator === '==') return this.areEqual(a, b);
    if (operator === '!=') return !this.areEqual(a, b);
    return this.matches(String(a ?? ''), b) === (operator === '=~');
  }

  /** A text equals `true` or `false` when it is that word: a variable holds nothing but text (GitLab's `compare_with_coercion`). */
  private areEqual(left: Value, right: Value): boolean {
    if (left === null || right === null) return left === right;
    const [a, b] = [String(left), String(right)];
    return a.length === b.length && this.patterns.affords(a.length / COMPARED_PER_STEP) && a === b;
  }

  /** Nothing matches what is not there. What is no pattern is a text, in which the left side must occur. */
  private matches(text: string, right: Value): boolean {
    if (isFalsy(right)) return false;
    const source = String(right);
    return this.patterns.test(source, text) ?? this.contains(source, text);
  }

  private contains(text: string, part: string): boolean {
    return this.patterns.affords((text.length * part.length) / SEARCHED_PER_STEP) && text.includes(part);
  }
}

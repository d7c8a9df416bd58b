import type { Comparison, Expression, ExpressionValue } from './expression';
import type { PatternLibrary } from './pattern-library';

/** Looks a variable up, expanded; null when it is not defined. */
export type VariableLookup = (name: string) => string | null;

/**
 * Whether an `if` holds. A value alone holds when it is defined and not empty. As in GitLab an expression that meets a
 * variable with a bad pattern is false as a whole, and an undefined text matches like an empty one.
 */
export function evaluateExpression(
  expression: Expression,
  lookup: VariableLookup,
  patterns: PatternLibrary,
): boolean {
  return new Evaluation(lookup, patterns).holds(expression) === true;
}

/** One evaluation; null stands for "a pattern was bad", which makes the whole false. */
class Evaluation {
  constructor(
    private readonly lookup: VariableLookup,
    private readonly patterns: PatternLibrary,
  ) {}

  holds(expression: Expression): boolean | null {
    switch (expression.kind) {
      case 'all':
        return this.firstDeciding(expression.terms, false);
      case 'any':
        return this.firstDeciding(expression.terms, true);
      case 'comparison':
        return this.compare(expression);
      default:
        return Boolean(this.valueOf(expression));
    }
  }

  /** The answer of the first term that decides (or is bad); without one, the other answer. */
  private firstDeciding(terms: readonly Expression[], deciding: boolean): boolean | null {
    for (const term of terms) {
      const result = this.holds(term);
      if (result === null || result === deciding) return result;
    }
    return !deciding;
  }

  private compare({ operator, left, right }: Comparison): boolean | null {
    const text = this.valueOf(left);
    if (operator === '==') return text === this.valueOf(right);
    if (operator === '!=') return text !== this.valueOf(right);
    const found = this.match(text ?? '', right);
    return found === null || operator === '=~' ? found : !found;
  }

  private match(text: string, right: ExpressionValue): boolean | null {
    const source = right.kind === 'pattern' ? right.source : this.valueOf(right);
    return source === null ? false : this.patterns.test(source, text);
  }

  private valueOf(value: ExpressionValue): string | null {
    switch (value.kind) {
      case 'variable':
        return this.lookup(value.name);
      case 'string':
        return value.value;
      case 'pattern':
        return value.source;
      case 'null':
        return null;
    }
  }
}

import { CONFIG_LIMITS } from '../config-limits';
import type { ComparisonOperator, Expression, ExpressionValue } from './expression';
import { tokenizeExpression, type ExpressionToken } from './tokenize-expression';

/**
 * Parses an `if`; null when it is not valid or passes a limit. Binding, tightest first, as in GitLab: `== != =~ !~`,
 * `&&`, `||`.
 */
export function parseExpression(text: string): Expression | null {
  if (text.length > CONFIG_LIMITS.expressionChars) return null;
  const tokens = tokenizeExpression(text);
  return tokens === null ? null : new ExpressionParser(tokens).parse();
}

/** Recursive descent; recursion happens only at parentheses, of which the number of tokens leaves few. */
class ExpressionParser {
  private at = 0;

  constructor(private readonly tokens: readonly ExpressionToken[]) {}

  parse(): Expression | null {
    const expression = this.parseAny();
    return this.at === this.tokens.length ? expression : null;
  }

  private parseAny(): Expression | null {
    return this.parseTerms('any', '||', () => this.parseAll());
  }

  private parseAll(): Expression | null {
    return this.parseTerms('all', '&&', () => this.parseComparison());
  }

  private parseTerms(kind: 'any' | 'all', operator: string, next: () => Expression | null): Expression | null {
    const terms: Expression[] = [];
    do {
      const term = next();
      if (term === null) return null;
      terms.push(term);
    } while (this.take(operator));
    const [only] = terms;
    return terms.length === 1 && only !== undefined ? only : { kind, terms };
  }

  private parseComparison(): Expression | null {
    const left = this.parseOperand();
    if (left === null || left.kind === 'pattern') return null;
    const operator = this.takeComparison();
    if (operator === null) return left;
    const right = this.parseOperand();
    if (right === null || !canBeRight(operator, right)) return null;
    return { kind: 'comparison', operator, left, right };
  }

  private parseOperand(): Expression | null {
    return this.take('(') ? this.parseGroup() : this.takeValue();
  }

  private parseGroup(): Expression | null {
    const inner = this.parseAny();
    return this.take(')') ? inner : null;
  }

  private take(operator: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'operator' || token.operator !== operator) return false;
    this.at += 1;
    return true;
  }

  private takeComparison(): ComparisonOperator | null {
    const token = this.tokens[this.at];
    if (token?.kind !== 'operator' || !isComparison(token.operator)) return null;
    this.at += 1;
    return token.operator;
  }

  private takeValue(): ExpressionValue | null {
    const token = this.tokens[this.at];
    if (token === undefined || token.kind === 'operator') return null;
    this.at += 1;
    return token;
  }
}

function isComparison(operator: string): operator is ComparisonOperator {
  return ['==', '!=', '=~', '!~'].includes(operator);
}

/** A pattern is nothing that could be equal to a text. */
const canBeRight = (operator: ComparisonOperator, right: Expression): boolean =>
  right.kind !== 'pattern' || operator === '=~' || operator === '!~';

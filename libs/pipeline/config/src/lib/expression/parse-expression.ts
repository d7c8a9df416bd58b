import { CONFIG_LIMITS } from '../config-limits';
import type { Expression, ExpressionOperator, ExpressionValue } from './expression';
import { tokenizeExpression, type ExpressionToken } from './tokenize-expression';

/**
 * Parses an `if`; null when it is not valid or passes a limit. Operators are put behind what they stand between, and each
 * then takes the two values before it, so that comparisons can follow each other and `$A "b" ==` is one, too. Source:
 * GitLab's `Gitlab::Ci::Pipeline::Expression::Parser`.
 */
export function parseExpression(text: string): Expression | null {
  if (text.length > CONFIG_LIMITS.expressionChars) return null;
  const tokens = tokenizeExpression(text);
  const ordered = tokens === null ? null : operatorsLast(tokens);
  return ordered === null ? null : buildExpression(ordered);
}

/** What binds tighter has less; a closing parenthesis ends all but the opening one (GitLab). */
const PRECEDENCE = { '==': 10, '!=': 10, '=~': 10, '!~': 10, '&&': 11, '||': 12, ')': 900, '(': 901 } as const;

type Item = ExpressionValue | ExpressionOperator;

/** The shunting-yard algorithm; null when a parenthesis has no other. */
function operatorsLast(tokens: readonly ExpressionToken[]): readonly Item[] | null {
  const items: Item[] = [];
  const waiting: (ExpressionOperator | '(')[] = [];
  for (const token of tokens) {
    if (token.kind !== 'operator') items.push(token);
    else if (token.operator === '(') waiting.push('(');
    else {
      takeTighter(waiting, PRECEDENCE[token.operator], items);
      if (token.operator !== ')') waiting.push(token.operator);
      else if (waiting.pop() === undefined) return null;
    }
  }
  takeTighter(waiting, PRECEDENCE[')'], items);
  return waiting.length === 0 ? items : null;
}

function takeTighter(waiting: (ExpressionOperator | '(')[], precedence: number, items: Item[]): void {
  for (let last = waiting.at(-1); last !== undefined && last !== '(' && PRECEDENCE[last] <= precedence; last = waiting.at(-1)) {
    items.push(last);
    waiting.pop();
  }
}

function buildExpression(items: readonly Item[]): Expression | null {
  const built: Expression[] = [];
  for (const item of items) {
    const next = typeof item === 'string' ? buildOperation(item, built) : item;
    if (next === null) return null;
    built.push(next);
  }
  const [only = null, ...others] = built;
  return others.length === 0 ? only : null;
}

/** GitLab itself fails where a pattern is compared with anything but a pattern (`UntrustedRegexp#==`): that is refused. */
function buildOperation(operator: ExpressionOperator, built: Expression[]): Expression | null {
  const right = built.pop();
  const left = built.pop();
  if (left === undefined || right === undefined) return null;
  const isEquality = operator === '==' || operator === '!=';
  if (isEquality && left.kind === 'pattern' && right.kind !== 'pattern') return null;
  return { kind: 'operation', operator, left, right };
}

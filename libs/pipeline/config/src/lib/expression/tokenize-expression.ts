import { CONFIG_LIMITS } from '../config-limits';
import type { ExpressionOperator, ExpressionValue } from './expression';

/** One token of an `if`. `source` of a pattern keeps its slashes and flags. */
export type ExpressionToken = { readonly kind: 'operator'; readonly operator: ExpressionOperator | '(' | ')' } | ExpressionValue;

/**
 * GitLab's tokens in one alternative each: operator, `$NAME`, string (no escapes, one line), pattern (`\/` for a slash
 * inside), `null`, `true`, `false`; a pattern of one character is none. Each alternative starts with another character, and
 * where a backslash in a pattern can be read in two ways one of them ends at once: this takes linear time. Source: GitLab's
 * `Gitlab::Ci::Pipeline::Expression::Lexeme`.
 */
const TOKEN =
  /\s*(?:(==|!=|=~|!~|&&|\|\||[()])|\$(\w+)|"([^"\n]*)"|'([^'\n]*)'|(\/(?:[^/]|\\\/)+[^\\]\/[ismU]*)|(null|true|false)(?!\w))/y;

/** Splits an `if` into tokens; null when some part of it is none, or they are more than GitLab reads. */
export function tokenizeExpression(text: string): readonly ExpressionToken[] | null {
  const tokens: ExpressionToken[] = [];
  const end = text.trimEnd().length;
  const matcher = new RegExp(TOKEN.source, TOKEN.flags);
  while (matcher.lastIndex < end) {
    const match = matcher.exec(text);
    if (match === null || tokens.length >= CONFIG_LIMITS.expressionTokens) return null;
    tokens.push(toToken(match));
  }
  return tokens;
}

function toToken(match: RegExpExecArray): ExpressionToken {
  const [, operator, variable, doubleQuoted, singleQuoted, pattern, word] = match;
  if (operator !== undefined) return { kind: 'operator', operator: operator as '==' };
  if (variable !== undefined) return { kind: 'variable', name: variable };
  const value = doubleQuoted ?? singleQuoted;
  if (value !== undefined) return { kind: 'string', value };
  if (pattern !== undefined) return { kind: 'pattern', source: pattern };
  return word === 'null' ? { kind: 'null' } : { kind: 'boolean', value: word === 'true' };
}

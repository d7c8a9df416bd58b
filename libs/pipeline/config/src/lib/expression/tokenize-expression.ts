import { CONFIG_LIMITS } from '../config-limits';

/** One token of an `if`. `source` of a pattern keeps its slashes and flags. */
export type ExpressionToken =
  | { readonly kind: 'operator'; readonly operator: '==' | '!=' | '=~' | '!~' | '&&' | '||' | '(' | ')' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'pattern'; readonly source: string };

/**
 * GitLab's tokens in one alternative each: operator, `$NAME`, string (no escapes), pattern (`\/` for a slash inside),
 * `null`, `true`, `false`; a pattern of one character is none. Each alternative starts with another character and none can be read in two ways, so this takes linear time.
 */
const TOKEN =
  /\s*(?:(==|!=|=~|!~|&&|\|\||[()])|\$(\w+)|"([^"]*)"|'([^']*)'|(\/(?:[^/\\]|\\[^]){2,}\/[ismU]*)|(null|true|false)(?!\w))/y;

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

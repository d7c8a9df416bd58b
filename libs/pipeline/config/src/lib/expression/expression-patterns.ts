import type { Expression } from './expression';

/** The patterns written in an expression, to be checked when the text is read. */
export function expressionPatterns(expression: Expression): readonly string[] {
  if (expression.kind === 'operation') return [...expressionPatterns(expression.left), ...expressionPatterns(expression.right)];
  return expression.kind === 'pattern' ? [expression.source] : [];
}

import type { Expression } from './expression';

/** The patterns written in an expression, to be checked when the text is read. */
export function expressionPatterns(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'all':
    case 'any':
      return expression.terms.flatMap(expressionPatterns);
    case 'comparison':
      return [...expressionPatterns(expression.left), ...expressionPatterns(expression.right)];
    case 'pattern':
      return [expression.source];
    default:
      return [];
  }
}

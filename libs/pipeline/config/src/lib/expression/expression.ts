/** A parsed `if`. `all` and `any` hold their terms in one list, so that 1,000 `&&` are no deep tree. */
export type Expression =
  | { readonly kind: 'all'; readonly terms: readonly Expression[] }
  | { readonly kind: 'any'; readonly terms: readonly Expression[] }
  | Comparison
  | ExpressionValue;

/** `left == right`, `!=`, or a match against a pattern; either side may be an expression in parentheses. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** The operators that compare two values. */
export type ComparisonOperator = '==' | '!=' | '=~' | '!~';

/** What can be compared: `$NAME`, a quoted string, `null`, `true`, `false`, or (on the right of a match only) `/…/flags`. */
export type ExpressionValue =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'pattern'; readonly source: string };

/** A parsed `if`; half as deep as it has tokens at most. */
export type Expression = Operation | ExpressionValue;

/** An operator with its two sides, which may be operations themselves. */
export interface Operation {
  readonly kind: 'operation';
  readonly operator: ExpressionOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** The operators that have two sides. */
export type ExpressionOperator = '==' | '!=' | '=~' | '!~' | '&&' | '||';

/** What operators stand between: `$NAME`, a quoted string, `null`, `true`, `false` or `/…/flags`. */
export type ExpressionValue =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'pattern'; readonly source: string };

import { err, ok, type Result } from '@holdpoint/kernel';
import { Composer, Lexer, Parser, type CST, type Document } from 'yaml';
import { CONFIG_LIMITS } from '../config-limits';
import type { TextRefusal } from './scan-text';
import type { YamlBudget } from './yaml-budget';

/** How many syntax errors of one document are told; the first causes most of the others. */
const SYNTAX_ERRORS_TOLD = 10;

/**
 * Parses a text into YAML documents, never deeper than the limit.
 *
 * The `yaml` package builds and composes its tree by recursion; nested deeply enough it does not only overflow the stack
 * but, after a few caught overflows, aborts the process (measured on Node 20). Its lexer does not recurse, so lexer and
 * parser are driven here token by token, and the parser's own stack is looked at after each one: the count is exact,
 * whatever quotes, block scalars or compact notations (`- - -`, `? ? ?`, `a: b: c:`) the text holds.
 */
export function composeDocuments(text: string, budget: YamlBudget): Result<readonly Document[], readonly TextRefusal[]> {
  const tokens = readTokens(text, budget);
  if (!tokens.ok) return err([tokens.error]);
  const documents = withoutStackTraces(() => compose(tokens.value));
  const errors = documents.flatMap((document) => document.errors.slice(0, SYNTAX_ERRORS_TOLD));
  if (errors.length === 0) return ok(documents);
  return err(errors.map((error) => ({ message: `Invalid YAML: ${error.message}`, offset: error.pos[0] })));
}

function readTokens(text: string, budget: YamlBudget): Result<readonly CST.Token[], TextRefusal> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const census = new TokenCensus(budget);
  const take = (token: CST.Token): void => {
    tokens.push(token);
    census.count(token);
  };
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) take(token);
    const refusal = census.check(parser, FLOW_STARTS.has(lexeme) ? CONFIG_LIMITS.yamlFlowTokens : 1);
    if (refusal !== null) return err({ message: refusal, offset: parser.offset });
  }
  for (const token of parser.end()) take(token);
  const refusal = census.check(parser, 1);
  return refusal === null ? ok(tokens) : err({ message: refusal, offset: parser.offset });
}

/** What opens a collection in one character. */
const FLOW_STARTS: ReadonlySet<string> = new Set(['[', '{']);

/** Counts what the text has used of each limit. */
class TokenCensus {
  private documents = 0;
  private directives = 0;

  constructor(private readonly budget: YamlBudget) {}

  count(token: CST.Token): void {
    if (token.type === 'document') this.documents += 1;
    if (token.type === 'directive') this.directives += 1;
  }

  /** Called after each lexeme, with how many it counts for, and at the end: why reading should stop, else null. */
  check(parser: Parser, tokens: number): string | null {
    this.budget.tokens -= tokens;
    // The stack also holds the document and the scalar being read.
    if (parser.stack.length > CONFIG_LIMITS.yamlDepth + 2) {
      return `The parsed YAML is too big: nested deeper than ${CONFIG_LIMITS.yamlDepth} levels`;
    }
    if (this.budget.tokens < 0) return 'The parsed YAML is too big: too many tokens';
    if (this.documents > CONFIG_LIMITS.yamlDocuments) return 'The parsed YAML has too many documents';
    if (this.directives > CONFIG_LIMITS.yamlDirectives) return 'Invalid YAML: too many directives';
    return null;
  }
}

function compose(tokens: readonly CST.Token[]): Document[] {
  // `failsafe` leaves every scalar as text: plain ones are read as Ruby does in resolve-plain-scalar. Unique keys are
  // checked by us: the package compares each key with all earlier ones (5 s for 20,000 keys).
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  return [...composer.compose(tokens)];
}

/** The package makes one Error per syntax error; without stack traces 250,000 of them take 0.1 s instead of 2 s. */
function withoutStackTraces<T>(work: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = before;
  }
}

import { CONFIG_LIMITS } from '../config-limits';
import type { Expression } from '../expression/expression';
import { expressionPatterns } from '../expression/expression-patterns';
import { parseExpression } from '../expression/parse-expression';
import { PatternLibrary } from '../expression/pattern-library';
import type { ProblemLog } from '../problem/problem-log';
import { Scope } from '../problem/scope';

/** What is said of a job or a need for which {@link EntryContext.takeParallel} has nothing left. */
export const TOO_PARALLEL = `generates too many jobs, needs and variables (maximum is ${CONFIG_LIMITS.parallelWork} in all)`;

/** What the entries of one text share: where problems go, and work that is done once per distinct value. */
export class EntryContext {
  readonly patterns = new PatternLibrary();
  private readonly expressions = new Map<string, Expression | null>();
  private parallelLeft: number = CONFIG_LIMITS.parallelWork;

  constructor(readonly log: ProblemLog) {}

  /** A place given by its keys from the root. */
  scope(path: string): Scope {
    return new Scope(path, this.log);
  }

  /** Counts what `parallel` makes: jobs, their needs, their variables; false, from then on, when it is too much. */
  takeParallel(count: number): boolean {
    this.parallelLeft -= count;
    return !this.isTooParallel;
  }

  /** Whether `parallel` makes too much to look at. */
  get isTooParallel(): boolean {
    return this.parallelLeft < 0;
  }

  /** Parses an `if`, patterns included; null when it is invalid. Rules are often shared by many jobs. */
  expression(text: string): Expression | null {
    if (text.length > CONFIG_LIMITS.expressionChars) return null;
    const known = this.expressions.get(text);
    if (known !== undefined) return known;
    const parsed = parseExpression(text);
    const isValid = parsed !== null && expressionPatterns(parsed).every((source) => this.patterns.isValid(source));
    const result = isValid ? parsed : null;
    this.expressions.set(text, result);
    return result;
  }
}

import { err, ok, type Result } from '@holdpoint/kernel';
import { valuelessProblem } from '../match/valueless-problem';
import type { VariableScope } from './variable-scope';

/** GitLab has many more predefined variables than there are here: left empty, one name would stand for many things. */
const PREDEFINED = /^(CI|GITLAB)_/;

/** One that is empty would be the name of whatever else has lost its own. */
const EMPTY = 'is empty once its variables are expanded';

/** Expands a text by which jobs are found or told apart; or what is wrong with what its variables make of it. */
export function expandName(written: string, scope: VariableScope, problemOf: (name: string) => string | null): Result<string, string> {
  const name = scope.expand(written).trim();
  const problem = undefinedProblem(written, scope) ?? (name === '' ? EMPTY : (valuelessProblem(name) ?? problemOf(name)));
  return problem === null ? ok(name) : err(problem);
}

function undefinedProblem(written: string, scope: VariableScope): string | null {
  const unknown = scope.undefinedIn(written).find((name) => PREDEFINED.test(name));
  return unknown === undefined ? null : (valuelessProblem(`$${unknown}`) ?? `can't use ${unknown}: it is not defined`);
}

import { CONFIG_LIMITS } from '../config-limits';
import { valuelessProblem } from '../match/valueless-problem';
import { hasVariables } from './variable-reference';

/** Source: GitLab's `Gitlab::Regex.environment_name_regex`. */
const NAME = /^[\w${}. -](?:[\w/${}. -]*[\w${}. -])?$/;

const NOT_A_NAME = "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'";

/** What is wrong with the name of an environment, or the key of a resource group, its variables expanded; null for a good one. */
export function environmentNameProblem(name: string): string | null {
  const { environmentNameChars } = CONFIG_LIMITS;
  if (name.length > environmentNameChars) return `is too long (maximum is ${environmentNameChars} characters)`;
  return NAME.test(name) ? null : NOT_A_NAME;
}

/** The same as it is written: what variables will make of it is not known yet. */
export function writtenNameProblem(name: string): string | null {
  if (name.trim() === '') return "can't be blank";
  return valuelessProblem(name) ?? (hasVariables(name) ? null : environmentNameProblem(name.trim()));
}

import { CONFIG_LIMITS } from '../config-limits';

/** Source: GitLab's `Gitlab::Regex.environment_name_regex`, which its `Ci::ResourceGroup` has for keys as well. */
const KEY = /^[\w${}. -](?:[\w/${}. -]*[\w${}. -])?$/;

const NOT_A_KEY = "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'";

/** What is wrong with the key of a resource group, its variables expanded; null for a good one. */
export function resourceGroupKeyProblem(key: string): string | null {
  const { resourceGroupKeyChars } = CONFIG_LIMITS;
  if (key.length > resourceGroupKeyChars) return `is too long (maximum is ${resourceGroupKeyChars} characters)`;
  return KEY.test(key) ? null : NOT_A_KEY;
}

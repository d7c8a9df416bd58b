import { CONFIG_LIMITS } from '../config-limits';

/** A URL names a file of another server, whichever way it is spelled. */
const URL = /^[a-z][a-z\d+.-]*:\/\//i;

const YAML_NAME = /[^/]\.ya?ml$/i;

/**
 * What is wrong with the path of an included file, seen from the files that include each other down to it; null when
 * nothing is. A file that includes itself never comes to an end, which GitLab tells as too many includes.
 */
export function locationProblem(path: string, within: readonly string[]): string | null {
  if (URL.test(path)) return 'include config key remote is not supported yet';
  if (!YAML_NAME.test(path)) return `Included file \`${path}\` does not have YAML extension!`;
  const from = within.indexOf(path);
  if (from !== -1) {
    const circle = [...within.slice(from), path].join('` → `');
    return `Maximum of ${CONFIG_LIMITS.includes} nested includes are allowed! Files include themselves: \`${circle}\``;
  }
  if (within.length < CONFIG_LIMITS.includeDepth) return null;
  return `Maximum of ${CONFIG_LIMITS.includeDepth} includes within each other are allowed! \`${path}\` is one more`;
}

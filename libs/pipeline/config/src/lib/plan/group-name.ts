import { RE2JS } from 're2js';

/** Numbers of parallel jobs and values of a matrix, up to three times. RE2 takes linear time: names come from outside. */
const NUMBERS = RE2JS.compile(String.raw`(?:[\x08\s\v:]+(?:\[.*\]|\d+[\s\v:/\\]+\d+)){1,3}[\s\v]*\z`);

/**
 * The name that a job shares with others of its group: `test` for `test 1/2` and `test: [a, b]`. Source: GitLab's
 * `Gitlab::Utils::Job.group_name`.
 */
export function groupName(name: string): string {
  // Most names end otherwise; planning asks for each job, more than once.
  if (!/[\d\]]\s*$/.test(name)) return name.trim();
  const matcher = NUMBERS.matcher(name);
  return (matcher.find() ? name.slice(0, matcher.start()) : name).trim();
}

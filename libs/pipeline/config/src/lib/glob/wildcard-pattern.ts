import { escaped } from './glob-pattern';

/** What stands for other text in a pattern of paths. */
const WILDCARDS: Readonly<Record<string, string>> = { '*': '[^/]*', '**': '[\\s\\S]*' };

/**
 * The regular expression of a pattern of paths in `include:local`, in RE2's syntax between slashes: `*` stays within a
 * directory, `**` does not, and all else is as it is written. Source: GitLab's `Repository#search_files_by_wildcard_path`.
 */
export function wildcardPattern(text: string): string {
  const literal = (part: string): string => [...part].map(escaped).join('');
  return `/^${text.split(/(\*\*?)/).map((part) => WILDCARDS[part] ?? literal(part)).join('')}$/`;
}

/**
 * Why a keyword may not stand beside `external`, and what to write instead. Reusing GitLab's Processable entry would
 * accept these two and then do nothing with them.
 */
const REASONS: ReadonlyMap<string, string> = new Map([
  [
    'variables',
    'nothing runs here that could receive variables; put them on the job that calls the other system, or at the root for `rules:if`',
  ],
  [
    'when',
    'an external job waits as soon as its turn comes; use `rules` to leave it out, or a job with `when: manual` in front of it',
  ],
]);

/** The message for a forbidden keyword, after GitLab's ``config key may not be used with `rules`: only``. */
export function forbiddenBesideExternal(key: string): string {
  const reason = REASONS.get(key);
  return `key may not be used with \`external\`: ${key}${reason === undefined ? '' : ` (${reason})`}`;
}

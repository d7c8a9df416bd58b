/**
 * `$NAME`, `${NAME}` and `%NAME%` in a text that GitLab expands once; a dollar sign or percent sign in front is nothing
 * but itself. Global: for `matchAll` and `replace` only. Source: GitLab's `ExpandVariables`.
 */
export const TEXT_REFERENCE = /\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}|%([A-Za-z_]\w*)%/g;

/** `$NAME`, `${NAME}`, `%NAME%`, and `$$` for a dollar sign. Global: for `matchAll` and `search` only. */
export const VARIABLE_REFERENCE = /\$\$|\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}|%([A-Za-z_]\w*)%/g;

/** The names of the variables that a text refers to, as often as it does. */
export const referencesIn = (text: string): readonly string[] =>
  [...text.matchAll(VARIABLE_REFERENCE)].flatMap(([, plain, braced, percent]) => plain ?? braced ?? percent ?? []);

/** True when expanding variables can change the text. */
export const hasVariables = (text: string): boolean => text.search(VARIABLE_REFERENCE) !== -1;

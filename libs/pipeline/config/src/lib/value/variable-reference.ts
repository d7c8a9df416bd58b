/** `$NAME`, `${NAME}`, `%NAME%`, and `$$` for a dollar sign. Global: for `matchAll` and `search` only. */
export const VARIABLE_REFERENCE = /\$\$|\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}|%([A-Za-z_]\w*)%/g;

/** True when expanding variables can change the text. */
export const hasVariables = (text: string): boolean => text.search(VARIABLE_REFERENCE) !== -1;

/** Matches names of fields, headers and parameters that hold something that must not be shown or kept. */
export const SECRET_NAME = /token|secret|passw|authorization|cookie|credential|signature|(?:api|access|private)[-_]?key/i;

/**
 * Of users and projects, of jobs, of receivers, wherever they stand in a word; and the administrator's as first starts made it
 * before. Its length is looked at first: without it each `hp-` looked through all that follows, 17.6 s for 100 KB of them.
 */
export const OWN_TOKEN = /hp(?:at|jt|rs)-[\w.-]{8,}|\bhp-(?=[\w-]{32}(?![\w-]))(?=[\w-]{0,31}[A-Z])(?=[\w-]{0,31}\d)[\w-]{32}/;

/** Matches names of parameters of an address that hold a secret there, and need not elsewhere: of signed links, of OAuth. */
export const SECRET_PARAMETER = /^(?:sig|key|code|auth|pwd|pass|jwt)$/i;

/** Tokens that tell by their form what they are: our own, GitLab's, GitHub's, Slack's, AWS's, Standard Webhooks', JSON Web Tokens. */
export const KNOWN_TOKENS: readonly RegExp[] = [
  new RegExp(OWN_TOKEN, 'g'),
  /\bgl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[\w-]{8,}/g,
  /\bgh[oprsu]_\w{8,}/g,
  /\bgithub_pat_\w{8,}/g,
  /\bxox[abeprs]-[\w-]{8,}/g,
  /\bA(?:KI|SI)A[0-9A-Z]{16}\b/g,
  /\bwhsec_[\w+/=-]{8,}/g,
  /(?<![\w-])eyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g,
];

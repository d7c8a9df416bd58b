/** GitLab's scopes of a token, as far as there is something here that they open. */
export const TOKEN_SCOPES = ['api', 'read_api'] as const;

/** One of {@link TOKEN_SCOPES}. */
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What a token must hold one of: `read_api` reads and does nothing else. */
export const SCOPES_FOR: Readonly<Record<'read' | 'write', readonly TokenScope[]>> = {
  read: ['api', 'read_api'],
  write: ['api'],
};

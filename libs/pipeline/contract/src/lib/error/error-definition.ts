/** The key under which an error's text stands in the body, as GitLab has it for that kind of error. */
export type ErrorForm =
  /** `{"message": "404 Project Not Found"}`: the request was understood and refused. */
  | 'message'
  /** `{"error": "ref is missing"}`: a parameter, the body or the address is wrong. */
  | 'error'
  /** `{"error": "invalid_token", "error_description": …}`: the token is known and not good enough (RFC 6750). */
  | 'oauth'
  /** `{"message": {"base": ["Reference not found"]}}`: what was to be stored is wrong. */
  | 'fields';

/** One kind of error that the API answers. */
export interface ErrorDefinition {
  readonly status: number;
  readonly form: ErrorForm;
  /** The text in the body; words in braces are filled in. */
  readonly text: string;
  /** The attribute that the text is about; for the form `fields` only. */
  readonly field?: string;
  /** The code of RFC 6750, and the scope that is missing; for the form `oauth` only. */
  readonly oauth?: { readonly error: 'invalid_token' | 'insufficient_scope'; readonly scope?: string };
  /** What whoever gets it should do. */
  readonly action: string;
  /** Seconds after which a second try makes sense. */
  readonly retryAfterS?: number;
}
